use crate::bundle::Volume;
use crate::bundle::volume::sample;
use crate::verify::four_properties::{FileFacts, FourProperties, Occasion};
use crate::verify::tests::{Book, judged};

fn four() -> FourProperties {
    FourProperties::of(Occasion::Export, &judged(&Book::small().write()), &FileFacts::default())
}
