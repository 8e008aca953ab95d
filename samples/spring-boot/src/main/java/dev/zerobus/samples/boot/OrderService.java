// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication
public class OrderService {

    /** Made by Spring. */
    public OrderService() {}

    /**
     * Runs it until SIGTERM.
     *
     * @param args see Spring Boot
     */
    public static void main(String[] args) {
        SpringApplication.run(OrderService.class, args);
    }
}
