// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that emits all the time while its table is altered; nothing is lost. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
// what the client does about an answer, on the wire of the other tests
@Tag("long")
final class AlteredTableTest {

    private static final int CHANGES = Math.max(1, Trial.FAULTS / 2);

    @TempDir
    private Path directory;

    @Test
    void survivesColumnsThatAreAdded() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.suffer(
                    CHANGES,
                    i -> trial.server.alterTable("ALTER TABLE " + Trial.TABLE + " ADD COLUMN extra_" + i + " STRING"));
            trial.finish("added columns");
        }
    }

    @Test
    void survivesAColumnThatIsDroppedAndAddedAgain() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.suffer(CHANGES, i -> {
                trial.server.alterTable("ALTER TABLE " + Trial.TABLE + " DROP COLUMN time");
                trial.await(
                        "the lane to be blocked", () -> trial.lane().stateWhy().contains("column 'time'"));
                trial.server.alterTable("ALTER TABLE " + Trial.TABLE + " ADD COLUMN time TIMESTAMP");
            });
            assertThat(trial.lane().setAsideTotal()).isZero();
            trial.finish("a dropped column");
        }
    }
}
