// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import dev.zerobus.schema.TableName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks what concerns more than one option of a lane, or more than one lane. Owned by one thread. */
final class LaneChecks {

    private final Problems problems;

    LaneChecks(Problems problems) {
        this.problems = problems;
    }

    void check(List<LaneConfig> lanes) {
        if (lanes.isEmpty()) {
            problems.wrong("no table is configured, so events have nowhere to go; set zerobus.table"
                    + " (ZEROBUS_TABLE), or zerobus.lanes.NAME.table for several; right is "
                    + LaneOptions.TABLE.right());
        }
        Map<TableName, String> tables = new HashMap<>();
        LaneConfig takesAll = null;
        for (LaneConfig lane : lanes) {
            checkOne(lane);
            TableName table = lane.find(LaneOptions.TABLE);
            String other = table == null ? null : tables.putIfAbsent(table, lane.name());
            if (other != null) {
                problems.wrong("the lanes " + other + " and " + lane.name() + " have the same table " + table
                        + ": each counts its rows from 0, so duplicates could not be told apart;"
                        + " give one lane the events of both");
            }
            EventPatterns events = lane.find(LaneOptions.EVENTS);
            if (events != null && events.all()) {
                if (takesAll != null) {
                    problems.wrong("the lanes " + takesAll.name() + " and " + lane.name()
                            + " take all events, so the second gets none; set " + key(lane, LaneOptions.EVENTS)
                            + ", right is " + LaneOptions.EVENTS.right());
                }
                takesAll = lane;
            }
        }
    }

    private void checkOne(LaneConfig lane) {
        Values values = lane.values();
        if (values.find(LaneOptions.TABLE) == null && values.isDefault(LaneOptions.TABLE)) {
            problems.wrong("lane " + lane.name() + " has no table: set " + key(lane, LaneOptions.TABLE) + "; right is "
                    + LaneOptions.TABLE.right());
        }
        SchemaOrigin source = values.find(LaneOptions.SCHEMA_SOURCE);
        boolean file = !values.isDefault(LaneOptions.SCHEMA_FILE) || values.find(LaneOptions.SCHEMA_FILE) != null;
        if (source == SchemaOrigin.DDL && !file) {
            problems.wrong(LaneOptions.SCHEMA_SOURCE + " = 'ddl' (" + values.origin(LaneOptions.SCHEMA_SOURCE)
                    + ") needs " + LaneOptions.SCHEMA_FILE + "; right is " + LaneOptions.SCHEMA_FILE.right());
        }
        if (source == SchemaOrigin.UNITY && file) {
            problems.wrong(LaneOptions.SCHEMA_FILE + " (" + values.origin(LaneOptions.SCHEMA_FILE)
                    + ") is not looked at: lane " + lane.name() + " has " + LaneOptions.SCHEMA_SOURCE
                    + " = 'unity'; set it to ddl, or remove the file");
        }
        fit(lane, LaneOptions.EVENT_MAX_SIZE, 4, "a quarter");
        fit(lane, LaneOptions.BATCH_SIZE, 2, "half");
        ordered(lane, LaneOptions.BACKOFF_MIN, LaneOptions.BACKOFF_MAX);
        ordered(lane, LaneOptions.BLOCKED_RETRY_MIN, LaneOptions.BLOCKED_RETRY_MAX);
        ordered(lane, LaneOptions.SCHEMA_RECHECK_MIN, LaneOptions.SCHEMA_RECHECK_MAX);
    }

    /** What is a part of the ring: a default follows a small ring, what was set must fit. */
    private void fit(LaneConfig lane, Option<Integer> part, int divisor, String share) {
        Values values = lane.values();
        Integer ring = values.find(LaneOptions.RING_SIZE);
        Integer size = values.find(part);
        if (ring == null || size == null || size <= ring / divisor) {
            return;
        }
        if (values.isDefault(part)) {
            values.put(part, ring / divisor, Values.DEFAULT_ORIGIN + " for this ring");
        } else {
            problems.wrong(part + " = '" + values.text(part) + "' (" + values.origin(part) + ") is more than " + share
                    + " of the ring of lane " + lane.name() + "; right is at most "
                    + part.type().format(ring / divisor) + ", or a larger " + LaneOptions.RING_SIZE);
        }
    }

    private void ordered(LaneConfig lane, Option<Duration> min, Option<Duration> max) {
        Values values = lane.values();
        Duration shortest = values.find(min);
        Duration longest = values.find(max);
        if (shortest == null || longest == null || shortest.compareTo(longest) <= 0) {
            return;
        }
        problems.wrong(min + " = '" + values.text(min) + "' (" + values.origin(min) + ") is longer than " + max
                + " = '" + values.text(max) + "' (" + values.origin(max) + ") of lane " + lane.name()
                + "; right is at most that");
    }

    private static String key(LaneConfig lane, Option<?> option) {
        return lane.name().equals(LaneConfig.DEFAULT_LANE)
                ? option.toString()
                : ConfigSources.PREFIX + LaneKey.key(lane.name(), option);
    }
}
