import Testing

/// Real processes and real files; one after the other, as each wants the machine for itself.
@Suite(.serialized) struct Integration {}
