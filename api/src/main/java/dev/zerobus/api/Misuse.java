// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.api;

/** What can be wrong with the names and values given to {@link Events#emit}. */
public enum Misuse {
    /** Where a field's name belongs, there was something that is no text. */
    NAME_NOT_TEXT,
    /** The last of an odd number of arguments was left over, and it was no throwable. */
    VALUE_WITHOUT_NAME
}
