// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.MessageEncoder;
import dev.zerobus.proto.event.Event;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.helpers.MessageFormatter;

/**
 * Formats random messages as our mapper does, and as SLF4J and Logback do, whatever their version is. A program: prints how
 * many of how many were ours to format, and how many of those were never made as a text, or fails at the first that differs.
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
        "\\\\\\{}",
        "{ }",
        "{}{}",
        "paid ",
        " of ",
        "é",
        "€",
        "\uD83D\uDE00",
        "\uD83D",
        "\uDE00",
        "%s",
        "\n",
        ""
    };

    private static final int UNTIL_KNOWN = 50;

    /** Of a character beyond the basic ones: a text of them is no UTF-8. */
    private static final Pattern HALF = Pattern.compile("\\p{Cs}");

    private final CaughtLogs caught = new CaughtLogs();
    private final MessageEncoder encoder = new MessageEncoder();
    private final LogbackMapper mapper = new LogbackMapper(caught.settings);
    private final Logger logger = new LoggerContext().getLogger("app.Orders");
    private final StringBuilder buffer = new StringBuilder();
    private final long seed;

    /** How many we have formatted. */
    int ours;

    /** How many of these were written right into the event's bytes. */
    int straight;

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
        FormattedAlike alike = run(Long.parseLong(args[0]), rounds);
        System.out.println("alike " + rounds + " ours " + alike.ours + " straight " + alike.straight);
    }

    /** Throws at the first that differs. */
    static FormattedAlike run(long seed, int rounds) {
        FormattedAlike alike = new FormattedAlike(seed);
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            alike.compare(template(random), random.nextLong(), round);
        }
        return alike;
    }

    /** The arguments are made twice, because looking at some changes them. */
    private void compare(String template, long argumentSeed, int round) {
        Object[] forUs = arguments(new Random(argumentSeed));
        Object[] forThem = arguments(new Random(argumentSeed));
        LoggingEvent event = event(template, forUs);
        Object[] plain = MessageText.plainArguments(event);
        boolean isPlain = plain != MessageText.NOT_PLAIN;
        ours += isPlain ? 1 : 0;
        buffer.setLength(0);
        String text = Objects.toString(MessageText.of(event, plain, buffer), null);
        String logback = event(template, forThem).getFormattedMessage();
        if (!Objects.equals(text, logback) || looks(forUs) != looks(forThem)) {
            throw new AssertionError("seed " + seed + ", round " + round + ", template '" + template + "', arguments "
                    + Arrays.deepToString(forThem) + ": '" + text + "' instead of '" + logback + "', looked at "
                    + looks(forUs) + " times instead of " + looks(forThem));
        }
        compareWritten(event, plain, logback, round);
        if (isPlain) {
            String slf4j = MessageFormatter.arrayFormat(template, forThem).getMessage();
            if (!Objects.equals(text, slf4j)) {
                throw new AssertionError("seed " + seed + ", round " + round + ", template '" + template + "': '" + text
                        + "' instead of SLF4J's '" + slf4j + '\'');
            }
        }
    }

    /** Through the door, and right away: so often that the template is known. */
    private void compareWritten(LoggingEvent event, Object[] plain, String logback, int round) {
        mapper.log(event, null, caught.door);
        if (plain != MessageText.NOT_PLAIN) {
            EventDraft draft = caught.pool.begin("log");
            boolean written = false;
            for (int times = 0; times < UNTIL_KNOWN && !written; times++) {
                written = encoder.write(draft, event.getMessage(), plain, plain.length);
            }
            if (written) {
                draft.emit();
                straight++;
            } else {
                draft.discard();
            }
        }
        String wellFormed = logback == null ? "" : HALF.matcher(logback).replaceAll("\uFFFD");
        for (Event each : caught.all()) {
            if (!each.getMessage().equals(wellFormed)) {
                throw new AssertionError("seed " + seed + ", round " + round + ", template '" + event.getMessage()
                        + "': wrote '" + each.getMessage() + "' instead of '" + wellFormed + '\'');
            }
        }
        caught.clear();
    }

    private LoggingEvent event(String template, Object[] arguments) {
        return new LoggingEvent(FormattedAlike.class.getName(), logger, Level.INFO, template, null, arguments);
    }

    private static String template(Random random) {
        if (random.nextInt(100) == 0) {
            return null;
        }
        StringBuilder template = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            template.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return template.toString();
    }

    private static Object[] arguments(Random random) {
        if (random.nextInt(50) == 0) {
            return null;
        }
        Object[] arguments = new Object[random.nextInt(6)];
        boolean onlyPlain = random.nextInt(3) > 0;
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = onlyPlain || random.nextInt(3) > 0 ? plain(random) : anything(random, arguments);
        }
        return arguments;
    }

    private static Object plain(Random random) {
        switch (random.nextInt(14)) {
            case 0:
                return null;
            case 1:
                return random.nextInt();
            case 2:
                return random.nextBoolean() ? Long.MIN_VALUE : random.nextLong();
            case 3:
                return random.nextBoolean();
            case 4:
                return Double.longBitsToDouble(random.nextLong());
            case 5:
                return Float.intBitsToFloat(random.nextInt());
            case 6:
                return (char) random.nextInt();
            case 7:
                return (short) random.nextInt();
            case 8:
                return (byte) random.nextInt();
            case 9:
                return new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(40) - 20);
            case 10:
                return new BigInteger(100, random);
            case 11:
                return new UUID(random.nextLong(), random.nextLong());
            case 12:
                return new double[] {0.0, -0.0, Double.NaN, 1e21, 1e-7, 100}[random.nextInt(6)];
            default:
                return PIECES[random.nextInt(PIECES.length)];
        }
    }

    private static Object anything(Random random, Object[] itself) {
        switch (random.nextInt(10)) {
            case 0:
                return new Looked(random.nextInt(100) == 0);
            case 1:
                return new StringBuilder("built");
            case 2:
                return new int[] {1, 2, 3};
            case 3:
                return new Object[] {plain(random), new Looked(false), new Object[] {plain(random)}};
            case 4:
                return itself;
            case 5:
                return new IllegalStateException("thrown");
            case 6:
                return Level.WARN;
            case 7:
                return Arrays.asList(plain(random), plain(random));
            case 8:
                return new Price(random.nextInt(1_000));
            default:
                return Thread.State.values()[random.nextInt(6)];
        }
    }

    private static int looks(Object[] arguments) {
        int looks = 0;
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            looks += argument instanceof Looked ? ((Looked) argument).times : 0;
        }
        return looks;
    }

    /** Counts who asks for its text, which is another one each time; or throws, which SLF4J says on standard error. */
    private static final class Looked {
        private final boolean failing;
        private int times;

        Looked(boolean failing) {
            this.failing = failing;
        }

        @Override
        public String toString() {
            times++;
            if (failing) {
                throw new IllegalStateException("planted");
            }
            return "looked at " + times + " times";
        }
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
