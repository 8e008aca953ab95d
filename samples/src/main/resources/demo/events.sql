-- Where the shop's business events go.
CREATE TABLE demo.shop.events (
  producer_id   STRING NOT NULL COMMENT 'one start of one process',
  seq           BIGINT NOT NULL COMMENT 'no gaps within a producer',
  time          TIMESTAMP NOT NULL,
  event_name    STRING NOT NULL,
  order_id      BIGINT,
  customer      STRING,
  amount        DECIMAL(18,2),
  express       BOOLEAN,
  items         ARRAY<STRING>,
  ship_to       STRUCT<city: STRING, zip: STRING>,
  due           DATE,
  attributes    MAP<STRING, STRING> COMMENT 'fields without a column of their own'
);
