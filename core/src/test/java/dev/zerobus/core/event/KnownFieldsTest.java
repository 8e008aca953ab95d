// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.proto.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KnownFieldsTest {

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Caught caught = new Caught();
    private final DraftPool pool = caught.pool(EventLimits.DEFAULT);

    /** A place in a program: its fields in their order, and what most of them say there. */
    private record Place(List<String> names, List<String> usual) {}

    private Place place(List<String> names) {
        List<String> own = new ArrayList<>();
        List<String> usual = new ArrayList<>();
        for (int i = random.nextInt(9); i >= 0; i--) {
            own.add(names.get(random.nextInt(names.size())));
            usual.add(text(random.nextInt(6) == 0 ? 62 : 20));
        }
        return new Place(own, usual);
    }

    private String text(int mostChars) {
        StringBuilder text = new StringBuilder();
        int most = random.nextInt(5) == 0 ? 0x3000 : 0x7F;
        for (int i = random.nextInt(mostChars + 1); i > 0; i--) {
            text.append((char) (' ' + random.nextInt(most - ' ')));
        }
        return text.toString();
    }

    /** Writes an event as the place does, or nearly; returns what is to be in it. */
    private List<String> write(Place place) {
        EventDraft draft = pool.begin("known");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < place.names().size(); i++) {
            if (random.nextInt(40) == 0) {
                continue;
            }
            String name = place.names().get(i);
            name = random.nextInt(50) == 0 ? new String(name.toCharArray()) : name;
            int kind = random.nextInt(10);
            if (kind == 0) {
                long value = random.nextLong() >> random.nextInt(64);
                draft.put(name, value);
                expected.add(name + '=' + value);
            } else {
                String value = kind < 4 ? text(62) : place.usual().get(i);
                draft.put(name, value);
                expected.add(name + '=' + value);
            }
        }
        assertThat(draft.emit()).isTrue();
        return expected;
    }

    @Test
    void writesEachFieldAsItIsWhateverCameInItsPlaceBefore() {
        for (int count : new int[] {12, 400}) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                names.add(text(i % 9 == 0 ? 45 : 12) + i);
            }
            List<Place> places = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                places.add(place(names));
            }
            for (int i = 0; i < 8_000; i++) {
                // mostly the same place again, as in a loop
                Place next = places.get(random.nextInt(8) == 0 ? random.nextInt(places.size()) : 0);
                if (count > 100 && i % 5 == 0) {
                    next = place(names);
                }
                List<String> expected = write(next);
                List<String> read = new ArrayList<>();
                for (Value value : Caught.parse(caught.all().get(0)).getFieldsList()) {
                    read.add(value.getName()
                            + '='
                            + (value.hasIntValue() ? String.valueOf(value.getIntValue()) : value.getStringValue()));
                }
                assertThat(read).as("seed %d at %d", seed, i).isEqualTo(expected);
                caught.all().clear();
            }
        }
        assertThat(caught.problems()).isEmpty();
    }

    @Test
    void expectsWhatCameBehindTheLastFieldBefore() {
        KnownFields fields = new KnownFields();
        byte[] begun = {1, 2, 3, 4};
        for (int i = 0; i < KnownFields.FIRST_FIELDS; i++) {
            fields.begin();
            for (String name : new String[] {"a", "b", "c"}) {
                fields.met(name, begun, 0, 4);
            }
        }
        fields.begin();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            KnownField next = fields.all[fields.next];
            expected.add(next.name);
            fields.last = next.index;
            fields.next = next.follower;
        }

        assertThat(expected).containsExactly("a", "b", "c");
    }

    @Test
    void keepsSoManyNamesAndNoMore() {
        KnownFields fields = new KnownFields();
        byte[] begun = {1, 2, 3, 4};
        for (int i = 0; i < 30_000; i++) {
            fields.begin();
            String name = "field" + i / 3 % 2_000;
            KnownField met = fields.met(name, begun, 0, 4);
            assertThat(met.name).isIn(name, null);
        }

        assertThat(fields.all).hasSize(KnownFields.MOST + 1);
        assertThat(fields.all).doesNotContainNull();
    }

    @Test
    void aValueThatKeepsChangingIsRememberedEverLessOften() {
        KnownField field = new KnownField("f", 1, new byte[8], 0, 8);
        byte[] written = new byte[32];
        int changes = 0;
        for (int i = 0; i < 64_000; i++) {
            String before = field.value;
            field.met("value" + i, 7, written, 0, 20);
            changes += field.value == before ? 0 : 1;
        }

        assertThat(changes)
                .isBetween(RepeatedText.MOST_VALUES + 900, RepeatedText.MOST_VALUES + 64_000 / RepeatedText.LONG_RUN);
    }
}
