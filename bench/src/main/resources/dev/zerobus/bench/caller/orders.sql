CREATE TABLE bench.hot.rows (
  producer_id STRING, seq BIGINT, time TIMESTAMP, event_name STRING, severity_number INT, message STRING,
  order_id BIGINT, customer STRING, amount DOUBLE, express BOOLEAN, region STRING, status STRING,
  request_id STRING, tenant STRING, items INT, weight FLOAT, error_type STRING, error_message STRING, stack_trace STRING);
