//! Invented excerpts in the layouts of the AMA, with a notice of our own.

/// LONGULT.
pub(crate) const LONG: &[u8] =
    b"NOTICE\r\n\r\nCPT \xa9 1966, 1983-2023 American Medical Association\r\nSecond paragraph.\r\n\r\n\
97001\tInvented (descriptor)\r\n0001U\tAnother\r\n";

/// MEDU.
pub(crate) const MEDIUM: &[u8] =
    b"These are words.\r\n\r\nThese \xa9 1966, 1983-2023 American Medical Association\r\n\r\n\
97001 INVENTED DESCRIPTOR THAT NEEDS MORE SPACE, OF 48\r\n0001U ANOTHER\r\n";

/// SHORTU.
pub(crate) const SHORT: &[u8] = b"\xc2\xa9 2023 American Medical Association\r\n\r\n\
97001 INVENTED DESCRIPTOR OF AT 28\r\n0001U ANOTHER \r\n";

/// ConsumerDescriptor.
pub(crate) const CONSUMER: &str = "Concept Id\tCPT Code\tConsumer Friendly Descriptor\r\n\
1000001\t97001\tInvented, \"easy\" words\r\n1000002\t0001U\tOther words\r\n";

/// ClinicianDescriptor.
pub(crate) const CLINICIAN: &str = "Concept Id\tCPT Code\tClinician Descriptor Id\tClinician Descriptor\r\n\
1000001\t97001\t10000001\tInvented words of a clinician\r\n1000001\t97001\t10000002\tOther words\r\n\
1000002\t0001U\t10000003\tInvented words of a clinician\r\n";
