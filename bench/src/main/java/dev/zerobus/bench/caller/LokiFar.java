// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import com.github.loki4j.client.http.HttpConfig;
import com.github.loki4j.client.http.Loki4jHttpClient;
import com.github.loki4j.client.http.LokiResponse;
import com.github.loki4j.logback.HttpSender;
import com.github.loki4j.logback.Loki4jAppender;
import com.github.loki4j.logback.PipelineConfigAppenderBase.HttpCfg;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Where loki4j's batches end: they are read through for the orders in them, and forgotten. */
final class LokiFar implements Far {

    /** Stands once in every message, and nowhere else in a batch. */
    private static final byte[] MARK = CallerFacts.ascii("order ORD-");

    private final AtomicLong count = new AtomicLong();

    /** The subject, made here so that only its cells load the library. */
    static Subject logback() {
        LokiFar far = new LokiFar();
        return new LogbackSubject(far.appender(), far);
    }

    private Loki4jAppender appender() {
        Loki4jAppender appender = new Loki4jAppender();
        HttpCfg http = new HttpCfg();
        http.setUrl("http://localhost:9/loki/api/v1/push");
        http.setSender(new Sender());
        appender.setHttp(http);
        appender.setLabels("app=shop");
        return appender;
    }

    @Override
    public long delivered() {
        return count.get();
    }

    private void read(ByteBuffer batch) {
        long found = 0;
        int matched = 0;
        for (int i = batch.position(); i < batch.limit(); i++) {
            byte next = batch.get(i);
            matched = next == MARK[matched] ? matched + 1 : next == MARK[0] ? 1 : 0;
            if (matched == MARK.length) {
                found++;
                matched = 0;
            }
        }
        count.addAndGet(found);
    }

    /** Instead of HTTP. */
    private final class Sender implements HttpSender {

        @Override
        public HttpConfig.Builder getConfig() {
            return HttpConfig.builder();
        }

        @Override
        public Function<HttpConfig, Loki4jHttpClient> getHttpClientFactory() {
            return Client::new;
        }
    }

    /** Says that every batch was taken. */
    private final class Client implements Loki4jHttpClient {

        private final HttpConfig config;

        Client(HttpConfig config) {
            this.config = config;
        }

        @Override
        public HttpConfig getConfig() {
            return config;
        }

        @Override
        public LokiResponse send(ByteBuffer batch) {
            read(batch);
            return new LokiResponse(204, "");
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
