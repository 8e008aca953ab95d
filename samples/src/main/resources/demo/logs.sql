-- Where the demo's log events go: one table for each door.
CREATE TABLE demo.warehouse.logs (
  producer_id      STRING NOT NULL COMMENT 'one start of one process',
  seq              BIGINT NOT NULL COMMENT 'no gaps within a producer',
  time             TIMESTAMP NOT NULL,
  severity_text    STRING,
  severity_number  INT,
  service_name     STRING,
  logger           STRING,
  thread_name      STRING,
  message          STRING,
  message_template STRING,
  markers          ARRAY<STRING>,
  error_type       STRING,
  error_message    STRING,
  stack_trace      STRING,
  attributes       MAP<STRING, STRING> COMMENT 'context and fields without a column of their own'
);

CREATE TABLE demo.till.logs (
  producer_id      STRING NOT NULL COMMENT 'one start of one process',
  seq              BIGINT NOT NULL COMMENT 'no gaps within a producer',
  time             TIMESTAMP NOT NULL,
  severity_text    STRING,
  severity_number  INT,
  service_name     STRING,
  logger           STRING,
  thread_name      STRING,
  message          STRING,
  message_template STRING,
  markers          ARRAY<STRING>,
  error_type       STRING,
  error_message    STRING,
  stack_trace      STRING,
  attributes       MAP<STRING, STRING> COMMENT 'context and fields without a column of their own'
);

CREATE TABLE demo.shop.logs (
  producer_id      STRING NOT NULL COMMENT 'one start of one process',
  seq              BIGINT NOT NULL COMMENT 'no gaps within a producer',
  time             TIMESTAMP NOT NULL,
  severity_text    STRING,
  severity_number  INT,
  service_name     STRING,
  logger           STRING,
  thread_name      STRING,
  message          STRING,
  message_template STRING,
  markers          ARRAY<STRING>,
  error_type       STRING,
  error_message    STRING,
  stack_trace      STRING,
  attributes       MAP<STRING, STRING> COMMENT 'context and fields without a column of their own'
);
