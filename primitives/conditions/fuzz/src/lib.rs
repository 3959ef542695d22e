//! What the fuzz targets and the crate's property tests share. `README.md` says what must hold.

pub mod choices;
pub mod conditions;
pub mod excursions;
pub mod facts;
pub mod obvious;
