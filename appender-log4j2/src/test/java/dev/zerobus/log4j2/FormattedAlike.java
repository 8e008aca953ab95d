// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.MessageEncoder;
import dev.zerobus.proto.event.Event;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.ReusableMessageFactory;

/**
 * Writes random messages as our mapper does, and lets Log4j format them, whatever its version is. A program: prints how many of
 * how many were written without ever being a text, or fails at the first that differs.
 */
public final class FormattedAlike {

    private static final String[] PIECES = {
        "{}",
        "{}",
        "{}",
        "{",
        "}",
        "\\",
        "\\{}",
        "\\\\{}",
        "{ }",
        "{{}}",
        "{}{}",
        "paid ",
        " of ",
        "\u00e9",
        "\u20ac",
        "\uD83D\uDE00",
        "\uD83D",
        "\uDE00",
        "%s",
        "\n",
        ""
    };

    /** How often a template must be met at most. */
    private static final int UNTIL_KNOWN = 50;

    /** Of a character beyond the basic ones: a text of them is no UTF-8. */
    private static final Pattern HALF = Pattern.compile("\\p{Cs}");

    private final CaughtEvents caught = new CaughtEvents();
    private final MessageEncoder encoder = new MessageEncoder();
    private final long seed;
    private int straight;

    private FormattedAlike(long seed) {
        this.seed = seed;
    }

    /**
     * Runs.
     *
     * @param args the seed, and how many messages
     */
    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[1]);
        System.out.println("alike " + rounds + " straight " + run(Long.parseLong(args[0]), rounds));
    }

    /** Returns how many were written without a text; throws at the first that differs. */
    static int run(long seed, int rounds) {
        FormattedAlike alike = new FormattedAlike(seed);
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            String template = template(random);
            Object[] arguments = arguments(random);
            alike.compare(template, arguments, round);
        }
        return alike.straight;
    }

    private void compare(String template, Object[] arguments, int round) {
        try {
            compare(new ParameterizedMessage(template, arguments.clone()), arguments, round);
            Message reusable = ReusableMessageFactory.INSTANCE.newMessage(template, arguments);
            compare(reusable, arguments, round);
            ReusableMessageFactory.release(reusable);
        } catch (IndexOutOfBoundsException e) {
            // with some numbers of backslashes every version of Log4j throws, in one place or another
            if (template.indexOf('\\') < 0) {
                throw e;
            }
            caught.clear();
        }
    }

    /** Ours first: what Log4j has formatted it may keep. */
    @SuppressWarnings("deprecation") // there is no other way to the template
    private void compare(Message message, Object[] arguments, int round) {
        LogEvent event = Log4jLogEvent.newBuilder()
                .setLevel(Level.INFO)
                .setMessage(message)
                .build();
        TemplateMessage taken = new TemplateMessage();
        if (taken.take(event)) {
            EventDraft draft = caught.pool.begin("log");
            boolean written = false;
            for (int times = 0; times < UNTIL_KNOWN && !written; times++) {
                written = encoder.write(draft, message.getFormat(), arguments, arguments.length);
            }
            if (written) {
                draft.emit();
                straight++;
            } else {
                draft.discard();
            }
        }
        caught.mapper.log(event, caught.door);
        String log4j = HALF.matcher(message.getFormattedMessage()).replaceAll("\uFFFD");
        for (Event each : caught.all()) {
            if (!each.getMessage().equals(log4j)) {
                throw new AssertionError(
                        "seed " + seed + ", round " + round + ", " + message.getClass() + ", template '"
                                + message.getFormat() + "', arguments " + Arrays.deepToString(arguments) + ": wrote '"
                                + each.getMessage() + "' instead of '" + log4j + '\'');
            }
        }
        caught.clear();
    }

    private static String template(Random random) {
        StringBuilder template = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            template.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return template.toString();
    }

    private static Object[] arguments(Random random) {
        Object[] arguments = new Object[random.nextInt(6)];
        boolean onlyPlain = random.nextInt(4) > 0;
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = onlyPlain || random.nextBoolean() ? plain(random) : other(random);
        }
        return arguments;
    }

    private static Object plain(Random random) {
        return switch (random.nextInt(14)) {
            case 0 -> null;
            case 1 -> random.nextInt() >> random.nextInt(32);
            case 2 -> random.nextInt(8) == 0 ? Long.MIN_VALUE : random.nextLong() >> random.nextInt(64);
            case 3 -> random.nextBoolean();
            case 4 -> Double.longBitsToDouble(random.nextLong());
            case 5 -> Float.intBitsToFloat(random.nextInt());
            case 6 -> (char) random.nextInt();
            case 7 -> (short) random.nextInt();
            case 8 -> (byte) random.nextInt();
            case 9 -> new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(40) - 20);
            case 10 -> new BigInteger(100, random);
            case 11 -> new UUID(random.nextLong(), random.nextLong());
            case 12 -> new double[] {0.0, -0.0, Double.NaN, 1e21, 1e-7, 100}[random.nextInt(6)];
            default -> PIECES[random.nextInt(PIECES.length)];
        };
    }

    private static Object other(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> new StringBuilder("built");
            case 1 -> new int[] {1, 2, 3};
            case 2 -> List.of(1, "a");
            case 3 -> new IllegalStateException("thrown");
            case 4 -> Map.of(1, "a");
            case 5 -> Level.WARN;
            default -> new Price(random.nextInt(1_000));
        };
    }

    /** A number that shows itself otherwise. */
    private static final class Price extends BigDecimal {
        private static final long serialVersionUID = 1;

        Price(int cents) {
            super(BigInteger.valueOf(cents), 2);
        }

        @Override
        public String toString() {
            return super.toString() + " EUR";
        }
    }
}
