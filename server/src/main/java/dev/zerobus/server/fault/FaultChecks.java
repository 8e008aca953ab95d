// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

import dev.zerobus.schema.TableName;
import io.grpc.Status;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a fault makes sense. Stateless. */
final class FaultChecks {

    private static final long MAX_MILLIS = 24L * 3_600_000;

    private static final Map<FaultPlace, Set<String>> OF_PLACE = Map.of(
            FaultPlace.REQUEST, Set.of("offset"),
            FaultPlace.RECORD, Set.of("contains", "contains_base64", "column", "value"));

    private static final Map<FaultEffect, Set<String>> OF_EFFECT = Map.of(
            FaultEffect.STATUS, Set.of("status", "message", "abrupt"),
            FaultEffect.DELAY, Set.of("millis"),
            FaultEffect.CLOSE_SIGNAL, Set.of("millis"),
            FaultEffect.GO_AWAY, Set.of("millis"),
            FaultEffect.COALESCE, Set.of("count"),
            FaultEffect.ACK_BEYOND, Set.of("count"),
            FaultEffect.ACK_OFFSETS, Set.of("offsets"),
            FaultEffect.HTTP, Set.of("code", "retry_after_seconds"),
            FaultEffect.TOKEN_LIFE, Set.of("millis"),
            FaultEffect.ALTER_TABLE, Set.of("sql"));

    private static final Map<FaultEffect, String> NEEDED = Map.of(
            FaultEffect.STATUS, "status",
            FaultEffect.DELAY, "millis",
            FaultEffect.COALESCE, "count",
            FaultEffect.ACK_BEYOND, "count",
            FaultEffect.ACK_OFFSETS, "offsets",
            FaultEffect.HTTP, "code",
            FaultEffect.TOKEN_LIFE, "millis",
            FaultEffect.ALTER_TABLE, "sql");

    private static final Set<String> OF_ALL = Set.of("at", "do", "table", "times", "after");

    private FaultChecks() {}

    static void check(Fault fault) {
        Map<String, Object> said = fault.said();
        FaultPlace place = known(FaultPlace.values(), said, "at");
        FaultEffect effect = known(FaultEffect.values(), said, "do");
        if (!place.effects().contains(effect)) {
            throw wrong(
                    "at " + lower(place) + " there is no " + lower(effect) + "; there are " + names(place.effects()));
        }
        said.forEach((name, value) -> {
            if (!OF_ALL.contains(name)
                    && !OF_PLACE.getOrDefault(place, Set.of()).contains(name)
                    && !OF_EFFECT.getOrDefault(effect, Set.of()).contains(name)) {
                throw wrong("'" + name + "' means nothing for " + lower(effect) + " at " + lower(place));
            }
            value(name, value);
        });
        if (said.containsKey("column") != said.containsKey("value")) {
            throw wrong("column and value go together");
        }
    }

    /** What JSON may leave out and the methods of {@link FaultAt} do not. */
    static void complete(Fault fault) {
        String needed = NEEDED.get(fault.effect());
        if (needed != null && !fault.said().containsKey(needed)) {
            throw wrong(lower(fault.effect()) + " needs '" + needed + "'");
        }
    }

    private static <E extends Enum<E>> E known(E[] all, Map<String, Object> said, String name) {
        String text = String.valueOf(said.get(name));
        for (E one : all) {
            if (lower(one).equals(text)) {
                return one;
            }
        }
        throw wrong("'" + name + "' must be one of " + names(List.of(all)));
    }

    private static void value(String name, Object value) {
        switch (name) {
            case "table" -> TableName.of(value.toString());
            case "times" -> {
                if (!"always".equals(value)) {
                    range(name, value, 1, Integer.MAX_VALUE);
                }
            }
            case "after", "offset", "retry_after_seconds" -> range(name, value, 0, Integer.MAX_VALUE);
            case "count" -> range(name, value, 1, Integer.MAX_VALUE);
            case "code" -> range(name, value, 200, 599);
            case "millis" -> range(name, value, 0, MAX_MILLIS);
            case "contains_base64" -> Base64.getDecoder().decode(value.toString());
            case "status" -> statusCode(value.toString());
            case "offsets" -> offsets(value);
            case "abrupt" -> {
                if (!(value instanceof Boolean)) {
                    throw wrong("'abrupt' must be true or false");
                }
            }
            default -> {
                // text
            }
        }
    }

    private static void statusCode(String value) {
        if (Arrays.stream(Status.Code.values()).noneMatch(code -> code.name().equals(value))) {
            throw wrong("'status' must be the name of a gRPC status, such as UNAVAILABLE");
        }
    }

    private static void offsets(Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty() || list.stream().anyMatch(n -> !(n instanceof Number))) {
            throw wrong("'offsets' must be a list of whole numbers");
        }
    }

    private static void range(String name, Object value, long from, long to) {
        if (!(value instanceof Number number) || number.longValue() < from || number.longValue() > to) {
            throw wrong("'" + name + "' must be a whole number from " + from + " to " + to);
        }
    }

    private static String names(Collection<? extends Enum<?>> all) {
        return all.stream().map(FaultChecks::lower).collect(Collectors.joining(", "));
    }

    static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException("no such fault: " + message);
    }
}
