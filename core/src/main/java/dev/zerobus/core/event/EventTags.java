// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

/**
 * The tags of {@code event.proto}: field number shifted by three, with the wire type. A test compares them with the
 * descriptor. All fit into one byte; numbers from 16 on are never written here: the lane gives them.
 */
final class EventTags {

    static final int WIRE_TYPE_MASK = 7;

    private static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    static final int EVENT_NAME = (1 << 3) | BYTES;
    static final int EVENT_TIME = (2 << 3) | FIXED64;
    static final int EVENT_OBSERVED_TIME = (3 << 3) | FIXED64;
    static final int EVENT_SOURCE = (4 << 3) | BYTES;
    static final int EVENT_SEVERITY_NUMBER = (5 << 3) | VARINT;
    static final int EVENT_SEVERITY_TEXT = (6 << 3) | BYTES;
    static final int EVENT_MESSAGE = (7 << 3) | BYTES;
    static final int EVENT_TEMPLATE = (8 << 3) | BYTES;
    static final int EVENT_THREAD_NAME = (9 << 3) | BYTES;
    static final int EVENT_THREAD_ID = (10 << 3) | VARINT;
    static final int EVENT_TRACE_ID = (11 << 3) | BYTES;
    static final int EVENT_SPAN_ID = (12 << 3) | BYTES;
    static final int EVENT_FAILURE = (13 << 3) | BYTES;
    static final int EVENT_ORDER_KEY = (14 << 3) | VARINT;
    static final int EVENT_FIELD = (15 << 3) | BYTES;

    static final int FAILURE_TYPE = (1 << 3) | BYTES;
    static final int FAILURE_MESSAGE = (2 << 3) | BYTES;
    static final int FAILURE_STACK_TRACE = (3 << 3) | BYTES;

    static final int VALUE_NAME = (1 << 3) | BYTES;
    static final int VALUE_BOOL = (2 << 3) | VARINT;
    static final int VALUE_INT = (3 << 3) | VARINT;
    static final int VALUE_DOUBLE = (4 << 3) | FIXED64;
    static final int VALUE_FLOAT = (5 << 3) | FIXED32;
    static final int VALUE_STRING = (6 << 3) | BYTES;
    static final int VALUE_BYTES = (7 << 3) | BYTES;
    static final int VALUE_TIMESTAMP = (8 << 3) | FIXED64;
    static final int VALUE_LOCAL_TIMESTAMP = (9 << 3) | FIXED64;
    static final int VALUE_DATE = (10 << 3) | VARINT;
    static final int VALUE_DECIMAL = (11 << 3) | BYTES;
    static final int VALUE_LIST = (12 << 3) | BYTES;
    static final int VALUE_MAP = (13 << 3) | BYTES;
    static final int VALUE_NULL = (14 << 3) | VARINT;

    static final int LIST_VALUE = (1 << 3) | BYTES;
    static final int MAP_ENTRY = (1 << 3) | BYTES;

    private EventTags() {}
}
