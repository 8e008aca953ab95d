// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

/** Where a table's schema is read from. */
public enum SchemaOrigin {
    /** Unity Catalog's REST interface at the workspace. */
    UNITY,
    /** A file with the {@code CREATE TABLE} statement. */
    DDL
}
