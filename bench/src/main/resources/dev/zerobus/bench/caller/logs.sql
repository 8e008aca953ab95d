CREATE TABLE bench.hot.rows (
  producer_id STRING, seq BIGINT, time TIMESTAMP, severity_text STRING, severity_number INT, logger STRING,
  thread_name STRING, thread_id BIGINT, message STRING, message_template STRING,
  error_type STRING, error_message STRING, stack_trace STRING, trace_id STRING, span_id STRING,
  observed_time TIMESTAMP, event_name STRING, attributes MAP<STRING, STRING>);
