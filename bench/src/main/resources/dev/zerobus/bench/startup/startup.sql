CREATE TABLE bench.startup.logs (producer_id STRING, seq BIGINT, time TIMESTAMP, severity_text STRING, logger STRING, message STRING);
