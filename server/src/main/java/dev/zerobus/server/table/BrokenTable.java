// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.table;

import java.nio.file.Path;

/**
 * A directory in the place of a table that can not be used as one.
 *
 * @param location the directory
 * @param reason what is wrong with it, for people
 */
public record BrokenTable(Path location, String reason) {}
