// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs one server for all tests of a class, and hands it to their methods: parameters of the types {@link ZerobusServerExtension},
 * {@link dev.zerobus.server.ZerobusServer} and {@link dev.zerobus.server.fault.Faults} are filled in.
 *
 * <pre>{@code
 * @ZerobusTest("CREATE TABLE main.shop.orders (order_id BIGINT NOT NULL, note STRING)")
 * class OrdersTest {
 *
 *     @Test
 *     void ordersSurviveAnOutage(ZerobusServerExtension zerobus, Faults faults) throws Exception {
 *         faults.add(Fault.onOpen().status(Status.Code.UNAVAILABLE).times(3));
 *         ... zerobus.clientOptions("main.shop.orders"), zerobus.rows("main.shop.orders") ...
 *     }
 * }
 * }</pre>
 *
 * <p>For anything else than tables, register {@link ZerobusServerExtension}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ZerobusParameters.class)
public @interface ZerobusTest {

    /**
     * Returns the tables that the server starts with.
     *
     * @return {@code CREATE TABLE} statements
     */
    String[] value();
}
