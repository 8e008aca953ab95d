// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.EventDraft;

/** The least that can be behind a door: log calls written straight into the client, without any framework. */
public final class ClientApplication implements LoggingApplication {

    private volatile ZerobusClient client;
    private volatile boolean arguments;

    @Override
    public void start(DoorSettings settings) {
        ConfigBuilder config = ZerobusConfig.builder();
        settings.options().forEach(config::set);
        arguments = Boolean.parseBoolean(settings.options().get("log.arguments"));
        client = ZerobusClient.start(config.build());
    }

    @Override
    public void log(LogCall call) {
        String message = formatted(call);
        EventDraft draft = client.begin("log");
        if (draft == null) {
            return;
        }
        draft.source(call.logger());
        draft.severityNumber(call.level().severityNumber());
        draft.severityText(call.level().name());
        draft.message(message);
        draft.template(call.template());
        if (arguments) {
            draft.put(
                    "message_arguments",
                    call.arguments().stream().map(ClientApplication::text).toList());
        }
        draft.thread(Thread.currentThread().getName(), Thread.currentThread().getId());
        draft.failure(call.failure());
        draft.trace(call.context().get("trace_id"), call.context().get("span_id"));
        call.context().forEach(draft::put);
        call.fields().forEach((key, value) -> draft.put(key, value));
        if (!call.markers().isEmpty()) {
            draft.put("markers", call.markers());
        }
        if (!call.stack().isEmpty()) {
            draft.put("context_stack", call.stack());
        }
        draft.emit();
    }

    private static String formatted(LogCall call) {
        String message = call.template();
        for (Object argument : call.arguments()) {
            int place = message.indexOf("{}");
            message = message.substring(0, place) + text(argument) + message.substring(place + 2);
        }
        return message;
    }

    private static String text(Object argument) {
        try {
            // without a text of its own an object's is "null", as in a message
            return "" + argument;
        } catch (RuntimeException | Error e) {
            return "[" + e.getClass().getSimpleName() + "]";
        }
    }

    @Override
    public void reconfigure() {
        // a client has no configuration that is read anew
    }

    @Override
    public void stop() {
        client.close();
    }
}
