// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.method;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a method are recorded: those that run no code of the application while they are written, and that nobody
 * can change meanwhile. Classes are compared, not asked: a subclass of {@code BigDecimal} may do anything. Stateless.
 */
final class RecordedValue {

    private static final Set<Class<?>> SCALARS = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            Date.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Duration.class);

    private RecordedValue() {}

    static boolean isScalar(@Nullable Object value) {
        return value == null || value instanceof Enum || SCALARS.contains(value.getClass());
    }

    /** Returns what is written for a scalar: of an enum its name, which no constant can override. */
    static @Nullable Object of(@Nullable Object scalar) {
        return scalar instanceof Enum ? ((Enum<?>) scalar).name() : scalar;
    }
}
