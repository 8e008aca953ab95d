// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.DeadLetterCount;
import dev.zerobus.server.fault.Fault;
import dev.zerobus.server.fault.InjectedFault;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.ledger.Verdict;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that emits all the time while its server refuses records; each of them is a dead letter, everything else a row. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
// what the client does about an answer, on the wire of the other tests
@Tag("long")
final class PoisonTest {

    @TempDir
    private Path directory;

    @Test
    void whatIsRefusedIsInTheDeadLettersAndAllElseInTheTable() throws Exception {
        Path dead = directory.resolve("dead");
        Map<String, String> options = Map.of(
                "dead-letters.dir",
                dead.toString(),
                // the lane would rest, as ten searches take more requests than it may have rejected within a minute
                "rejections.per-minute",
                "1000000");
        try (Trial trial = Trial.start(directory, builder -> {}, options)) {
            trial.suffer(Trial.FAULTS, i -> {
                InjectedFault poison = trial.server
                        .faults()
                        .add(Fault.onRecordWith("n", trial.numberToCome())
                                .status(Status.Code.INVALID_ARGUMENT, "poison on purpose")
                                .always());
                assertThat(poison.awaitFired(1, Await.LONG))
                        .as(poison.toString())
                        .isTrue();
            });
            Verdict verdict = trial.finish("poison", check -> check.deadLetters(dead));
            assertThat(verdict.deadLetters())
                    .isEqualTo(trial.lane().setAsideTotal())
                    .isBetween((long) Trial.FAULTS, 2L * Trial.FAULTS);
            assertThat(verdict.landed()).isEqualTo(verdict.accepted() - verdict.deadLetters());
            assertThat(trial.client.snapshot().deadLetters())
                    .containsEntry(DeadLetterCount.WRITTEN, verdict.deadLetters());
        }
    }
}
