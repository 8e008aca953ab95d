// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.DuckTable;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What the contract needs: the server, the door under test, what its framework is like, and a comparison of ledger and table. */
public abstract class DoorFixture {

    private static final Pattern NUMBERED = Pattern.compile("worker (\\d+) number (\\d+)");

    @TempDir
    static Path directory;

    private static @Nullable LogServer server;

    private @Nullable Door door;

    @BeforeAll
    static void startTheServer() throws Exception {
        server = LogServer.start(directory);
    }

    @AfterAll
    static void stopTheServer() {
        server().close();
    }

    @AfterEach
    void closeTheDoor() throws Exception {
        if (door != null) {
            door.close();
        }
    }

    /**
     * Starts an application whose log events go through the door.
     *
     * @param settings how
     * @return the started one
     */
    protected abstract Door open(DoorSettings settings) throws Exception;

    /**
     * Starts an application that has the appender in its configuration, and the agent.
     *
     * @param settings how
     * @return the started one; null where the module under test can not do that
     */
    protected @Nullable Door openWithAgentAndAppender(DoorSettings settings) throws Exception {
        return null;
    }

    /**
     * Says what the framework has.
     *
     * @return all, unless overridden
     */
    protected Set<Feature> features() {
        return EnumSet.allOf(Feature.class);
    }

    /**
     * Says how the framework calls a level.
     *
     * @param level a level
     * @return what is expected as {@code severity_text}
     */
    protected String levelName(LogLevel level) {
        return level.name();
    }

    /**
     * Says what a level's number is.
     *
     * @param level a level
     * @return what is expected as {@code severity_number}
     */
    protected int severityNumber(LogLevel level) {
        return level.severityNumber();
    }

    /**
     * Says how a template looks in the framework.
     *
     * @param template with {@code {}} for each argument
     * @return what is expected as {@code message_template}
     */
    protected String templateOf(String template) {
        return template;
    }

    /**
     * Tells whether the framework itself loses no event while it is configured anew.
     *
     * @return true, unless overridden; where it is false, events logged meanwhile may be missing, and no others
     */
    protected boolean reloadKeepsEverything() {
        return true;
    }

    /**
     * Tells whether something of ours is said where the door listens, so that it can be seen that it was refused.
     *
     * @return false, unless overridden
     */
    protected boolean hearsUs() {
        return false;
    }

    final Door opened(DoorSettings settings) throws Exception {
        Door opened = open(settings);
        door = opened;
        return opened;
    }

    static DoorSettings to(String table) {
        return DoorSettings.of(server().options(table)).with("service.name", "contract");
    }

    static LogServer server() {
        if (server == null) {
            throw new IllegalStateException("the server runs while tests do");
        }
        return server;
    }

    /** The table, read by somebody else, has what the ledger has, each event once. */
    static void assertLedger(String table, Ledger ledger, boolean everything) throws Exception {
        try (DuckTable rows = server().duck(table)) {
            Map<Integer, BitSet> found = new LinkedHashMap<>();
            long distinct = 0;
            try (var result = rows.query("SELECT DISTINCT producer_id, seq, message FROM t")) {
                while (result.next()) {
                    Matcher message = NUMBERED.matcher(result.getString("message"));
                    assertThat(message.matches())
                            .as(result.getString("message"))
                            .isTrue();
                    distinct++;
                    found.computeIfAbsent(Integer.valueOf(message.group(1)), worker -> new BitSet())
                            .set(Integer.parseInt(message.group(2)));
                }
            }
            long different =
                    found.values().stream().mapToLong(BitSet::cardinality).sum();
            assertThat(distinct).as("no event is in two rows").isEqualTo(different);
            for (int worker = 0; worker < ledger.all().size(); worker++) {
                BitSet rowsOfWorker = found.getOrDefault(worker, new BitSet());
                BitSet wanted = (everything ? ledger.all() : ledger.certain()).get(worker);
                assertThat(minus(wanted, rowsOfWorker))
                        .as("lost of worker " + worker)
                        .isEqualTo(new BitSet());
                assertThat(minus(rowsOfWorker, ledger.all().get(worker)))
                        .as("never logged by worker " + worker)
                        .isEqualTo(new BitSet());
            }
            assertThat(ledger.count()).isGreaterThan(100);
        }
    }

    private static BitSet minus(BitSet from, BitSet what) {
        BitSet rest = (BitSet) from.clone();
        rest.andNot(what);
        return rest;
    }
}
