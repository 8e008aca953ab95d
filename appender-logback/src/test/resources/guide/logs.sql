-- logs>
CREATE TABLE main.shop.logs (
  producer_id STRING, seq BIGINT,
  time TIMESTAMP, severity_text STRING, severity_number INT,
  logger STRING, thread_name STRING,
  message STRING, message_template STRING,
  error_type STRING, error_message STRING, stack_trace STRING,
  trace_id STRING, span_id STRING,
  service_name STRING, host_name STRING, process_id BIGINT,
  markers ARRAY<STRING>,
  attributes MAP<STRING, STRING>)
-- <logs
