// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the encoder writes is what a text that was made first would be written as; what it does not write leaves no trace. */
class MessageEncoderTest {

    private static final int ROUNDS = 20_000;
    private static final String[] PIECES = {
        "{}",
        "{}",
        "{}",
        "{",
        "}",
        "{ }",
        "{{}}",
        "paid ",
        " of the customer that is known as ",
        "\u00e9",
        "\u20ac",
        "\uD83D\uDE00",
        "\uD83D",
        "\uDE00",
        "\\",
        "\n",
        ""
    };

    private final Caught caught = new Caught();
    private final MessageEncoder encoder = new MessageEncoder();
    private final DraftPool pool = caught.pool(EventLimits.DEFAULT);

    MessageEncoderTest() {
        warm("warm");
        for (int i = 0; i < MessageTemplates.FIRST_TEMPLATES; i++) {
            warm("warm " + i);
        }
    }

    /** So often that it is known, if nothing in its place is known better; here no message is written. */
    private void warm(String template) {
        EventDraft draft = pool.begin("warm");
        for (int i = 0; i < 2 + MessageTemplates.FIRST_CREDIT; i++) {
            encoder.write(draft, template, new Object[] {new Object()}, 1);
        }
        draft.discard();
    }

    /** Returns whether it was written right away. */
    private boolean write(DraftPool to, String fill, String template, Object[] arguments, boolean straight) {
        EventDraft draft = to.begin("log");
        draft.put("fill", fill);
        int before = draft.length();
        boolean written = straight && encoder.write(draft, template, arguments, arguments.length);
        if (!written) {
            assertThat(draft.length()).as("left as it was").isEqualTo(before);
            draft.message(formatted(template, arguments));
        }
        draft.severityNumber(9);
        assertThat(draft.emit()).isTrue();
        return written;
    }

    /** Another way to the same text. */
    private static StringBuilder formatted(String template, Object[] arguments) {
        StringBuilder text = new StringBuilder(template);
        int from = 0;
        for (Object argument : arguments) {
            int anchor = text.indexOf("{}", from);
            if (anchor < 0) {
                break;
            }
            text.replace(anchor, anchor + 2, String.valueOf(argument));
            from = anchor + String.valueOf(argument).length();
        }
        return text;
    }

    private static String template(Random random) {
        StringBuilder template = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            template.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return template.toString();
    }

    private static int anchors(String template) {
        return (template.length() - template.replace("{}", "").length()) / 2;
    }

    private static Object[] arguments(Random random, int count) {
        Object[] arguments = new Object[count];
        for (int i = 0; i < count; i++) {
            arguments[i] = argument(random);
        }
        return arguments;
    }

    private static Object argument(Random random) {
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
            case 9 ->
                new BigDecimal(new BigInteger(1 + random.nextInt(200), random), random.nextInt())
                        .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1));
            case 10 -> new BigInteger(random.nextInt(300), random).negate();
            case 11 -> new UUID(random.nextLong(), random.nextLong());
            case 12 -> "customer " + "x".repeat(random.nextInt(80));
            default -> PIECES[random.nextInt(PIECES.length)];
        };
    }

    @Test
    void writesWhatAFormattedTextWouldBe() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int straight = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String template = template(random);
            warm(template);
            Object[] arguments = arguments(random, anchors(template));
            straight += write(pool, "", template, arguments, true) ? 1 : 0;
            String wrote = caught.event().getMessage();
            write(pool, "", template, arguments, false);
            assertThat(wrote)
                    .as("seed %d, round %d, '%s' with %s", seed, round, template, Arrays.toString(arguments))
                    .isEqualTo(caught.event().getMessage());
        }
        assertThat(straight).as("seed " + seed).isBetween(ROUNDS / 3, ROUNDS - ROUNDS / 10);
        assertThat(caught.problems()).isEmpty();
    }

    @Test
    void cutsAndCountsAtEveryBoundAsWithAText() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int straight = 0;
        for (int round = 0; round < ROUNDS / 10; round++) {
            EventLimits limits = EventLimits.DEFAULT
                    .withTextBytes(16 + random.nextInt(150))
                    .withEventBytes(EventLimits.MIN_EVENT_BYTES);
            DraftPool small = caught.pool(limits);
            String fill = "f".repeat(random.nextInt(EventLimits.MIN_EVENT_BYTES));
            String template = template(random);
            warm(template);
            Object[] arguments = arguments(random, anchors(template));
            int counted = caught.problems().size();
            straight += write(small, fill, template, arguments, true) ? 1 : 0;
            List<FieldProblem> problems = new ArrayList<>(
                    caught.problems().subList(counted, caught.problems().size()));
            var wrote = caught.event();
            write(small, fill, template, arguments, false);
            problems.addAll(problems);
            assertThat(wrote).as("seed %d, round %d", seed, round).isEqualTo(caught.event());
            assertThat(caught.problems().subList(counted, caught.problems().size()))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(problems);
        }
        assertThat(straight).as("seed " + seed).isGreaterThan(ROUNDS / 50);
        assertThat(caught.problems()).contains(FieldProblem.TRUNCATED);
    }

    @Test
    void writesUpToTheBoundOfTextsAndLeavesWhatMayBeLongerToTheText() {
        String template = "x".repeat(30) + "{}";
        warm(template);
        Object[] number = {7};
        int most = 30 + Digits.INT_BYTES;

        DraftPool enough = caught.pool(EventLimits.DEFAULT.withTextBytes(most));
        DraftPool less = caught.pool(EventLimits.DEFAULT.withTextBytes(most - 1));
        DraftPool cutting = caught.pool(EventLimits.DEFAULT.withTextBytes(30));
        assertThat(write(enough, "", template, number, true)).isTrue();
        assertThat(write(less, "", template, number, true)).isFalse();
        assertThat(caught.event().getMessage()).isEqualTo("x".repeat(30) + 7);
        assertThat(caught.problems()).isEmpty();
        assertThat(write(cutting, "", template, number, true)).isFalse();
        assertThat(caught.event().getMessage()).isEqualTo("x".repeat(30));
        assertThat(caught.problems()).containsExactly(FieldProblem.TRUNCATED);
    }

    @Test
    void leavesWhatIsRedactedToTheRedactor() {
        DraftPool masking = new DraftPool(
                EventLimits.DEFAULT,
                new MicroClock(() -> 0, () -> 0),
                caught,
                caught,
                new Redaction(name -> false, List.of(Pattern.compile("\\d{4}")), "***"));
        warm("card {}");
        assertThat(write(masking, "", "card {}", new Object[] {4711}, true)).isFalse();
        assertThat(caught.event().getMessage()).isEqualTo("card ***");
    }

    @Test
    void leavesToTheTextWhatIsNotForIt() {
        warm("{} of {}");
        EventDraft draft = pool.begin("log");
        int before = draft.length();
        for (Object other : new Object[] {new StringBuilder("x"), new int[1], List.of(), Thread.State.NEW, this}) {
            assertThat(encoder.write(draft, "{} of {}", new Object[] {1, other}, 2))
                    .isFalse();
        }
        assertThat(encoder.write(draft, "{} of {}", new Object[] {1}, 1)).isFalse();
        assertThat(encoder.write(draft, "{} of {}", new Object[] {1, 2, 3}, 3)).isFalse();
        assertThat(encoder.write(draft, "{} of {}", new Object[] {1}, 2))
                .as("shorter than was said")
                .isFalse();
        assertThat(encoder.write(draft, "{} of {}", new Object[] {"\uD83D", "x"}, 2))
                .as("half a character")
                .isFalse();
        assertThat(draft.length()).isEqualTo(before);
        assertThat(encoder.write(draft, "{} of {}", new Object[] {1, 2, 3}, 2)).isTrue();
        draft.emit();
        assertThat(caught.event().getMessage()).isEqualTo("1 of 2");
    }

    @Test
    void writesNothingMoreThanItMeasuredWhenArgumentsChangeMeanwhile() throws Exception {
        warm("{} of {}");
        Object[] arguments = {1, 2};
        String huge = "h".repeat(3_000);
        Thread changing = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                arguments[0] = 1;
                arguments[0] = huge;
            }
        });
        changing.start();
        try {
            for (int i = 0; i < 100_000; i++) {
                EventDraft draft = pool.begin("log");
                if (encoder.write(draft, "{} of {}", arguments, 2) && i % 16 == 0) {
                    draft.emit();
                    assertThat(caught.event().getMessage()).isIn("1 of 2", huge + " of 2");
                    caught.all().clear();
                } else {
                    draft.discard();
                }
            }
        } finally {
            changing.interrupt();
            changing.join();
        }
    }
}
