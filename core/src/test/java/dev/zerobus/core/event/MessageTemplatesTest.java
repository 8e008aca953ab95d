// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageTemplatesTest {

    private final MessageTemplates templates = new MessageTemplates();

    MessageTemplatesTest() {
        for (int i = 0; i < MessageTemplates.FIRST_TEMPLATES; i++) {
            templates.of("first " + i);
        }
    }

    private static List<String> pieces(String text) {
        MessageTemplate template = MessageTemplate.cut(text);
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int end : template.ends) {
            pieces.add(new String(template.utf8, from, end - from, StandardCharsets.UTF_8));
            from = end;
        }
        assertThat(template.bytes()).isEqualTo(from);
        assertThat(template.anchors()).isEqualTo(pieces.size() - 1);
        return pieces;
    }

    @Test
    void cutsAtAnchorsAndNothingElse() {
        assertThat(pieces("")).containsExactly("");
        assertThat(pieces("paid")).containsExactly("paid");
        assertThat(pieces("{}")).containsExactly("", "");
        assertThat(pieces("paid {} of {}!")).containsExactly("paid ", " of ", "!");
        assertThat(pieces("{}{}")).containsExactly("", "", "");
        assertThat(pieces("{{}}")).containsExactly("{", "}");
        assertThat(pieces("{ } {{ }} }{")).containsExactly("{ } {{ }} }{");
        assertThat(pieces("\u00e9{}\u20ac{}\uD83D\uDE00")).containsExactly("\u00e9", "\u20ac", "\uD83D\uDE00");
    }

    @Test
    void cutsNothingThatAFrameworkMayReadOtherwise() {
        String longest = "x".repeat(MessageTemplate.LONGEST_CHARS);
        for (String text :
                List.of("\\{}", "a\\", "\\\\{}", "C:\\ {}", longest + "x", "\uD83D{}", "{}\uDE00", "{}\uD83D{}")) {
            assertThat(MessageTemplate.cut(text).anchors()).as(text).isEqualTo(MessageTemplate.NOT_CUT);
        }
        assertThat(pieces(longest)).containsExactly(longest);
        assertThat(templates.of(longest + "x")).isNull();
        assertThat(templates.of(longest + "x")).isNull();
    }

    @Test
    void knowsATemplateThatComesAgainAlsoAsAnotherString() {
        assertThat(templates.of("paid {}")).isNull();
        assertThat(templates.count()).as("seen once").isZero();
        MessageTemplate known = templates.of("paid {}");

        assertThat(known).isNotNull();
        assertThat(templates.of(new String("paid {}".toCharArray()))).isSameAs(known);
        assertThat(templates.count()).isEqualTo(1);
    }

    @Test
    void aWriterOfAFewEventsHoldsNothing() {
        MessageTemplates fresh = new MessageTemplates();
        for (int i = 0; i < MessageTemplates.FIRST_TEMPLATES; i++) {
            assertThat(fresh.of("paid {}")).isNull();
            assertThat(fresh.count()).isZero();
        }
    }

    @Test
    void whatNeverComesAgainDrivesNothingOut() {
        templates.of("paid {}");
        MessageTemplate known = templates.of("paid {}");
        for (int i = 0; i < 10_000; i++) {
            templates.of("user " + i + " said {}");
        }
        assertThat(templates.of("paid {}")).isSameAs(known);
        assertThat(templates.count()).isEqualTo(1);
    }

    @Test
    void holdsNoMoreThanItsPlacesAndGivesThemToWhatComesNow() {
        for (int i = 0; i < 2_000; i++) {
            String text = "kind " + i + " of {}";
            int times = 0;
            while (templates.of(text) == null) {
                assertThat(++times).as(text).isLessThan(2 * MessageTemplates.MOST_CREDIT);
            }
        }
        assertThat(templates.count()).isBetween(MessageTemplates.PLACES / 2, MessageTemplates.PLACES);
    }

    @Test
    void manyThatComeEquallyOftenRarelyDriveEachOtherOut() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 4 * MessageTemplates.PLACES; i++) {
            texts.add("kind " + i + " of {}");
        }
        int known = 0;
        int cuts = 0;
        MessageTemplate[] last = new MessageTemplate[texts.size()];
        for (int round = 0; round < 200_000; round++) {
            int which = random.nextInt(texts.size());
            MessageTemplate found = templates.of(texts.get(which));
            if (found != null) {
                known++;
                cuts += found == last[which] ? 0 : 1;
                last[which] = found;
            }
        }
        assertThat(known).as("seed " + seed).isGreaterThan(200_000 / 8);
        assertThat(cuts).as("seed " + seed).isLessThan(200_000 / 100);
    }
}
