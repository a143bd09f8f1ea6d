/** Kubernetes: deployments, services, namespaces and pods through a small client of our own. */
@NullMarked
package dev.quayside.engine.kubernetes;

import org.jspecify.annotations.NullMarked;
