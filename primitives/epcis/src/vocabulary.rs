//! The words of the Core Business Vocabulary 2.0, as GS1's JSON-LD context for EPCIS lists them.
//!
//! A word has three forms: bare (`receiving`), which is what JSON-LD documents hold; the web address
//! that it stands for (`https://ref.gs1.org/cbv/BizStep-receiving`), which is what is hashed; and the
//! URN of older documents (`urn:epcglobal:cbv:bizstep:receiving`), which is read.

use alloc::string::String;

use crate::uri::Uri;

/// A list of words for one field.
pub trait Vocabulary: Copy + Sized + 'static {
	/// What a word's web address begins with.
	const WEB: &'static str;
	/// What its older URN begins with. Empty where there was none.
	const URN: &'static str;
	/// Every word.
	const ALL: &'static [Self];

	/// The bare word.
	fn word(self) -> &'static str;

	/// The web address that it stands for.
	fn web_address(self) -> String {
		[Self::WEB, self.word()].concat()
	}

	/// What a bare word, a web address or a URN stands for.
	fn find(text: &str) -> Option<Self> {
		let bare = text.strip_prefix(Self::WEB).or_else(|| match Self::URN {
			"" => None,
			urn => text.strip_prefix(urn),
		});
		let word = bare.unwrap_or(text);
		Self::ALL.iter().copied().find(|known| known.word() == word)
	}
}

/// A word of the standard's, or a URI of somebody else's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Term<V> {
	/// The standard's.
	Standard(V),
	/// Somebody else's.
	Other(Uri),
}

impl<V: Vocabulary> Term<V> {
	/// As a JSON document holds it.
	pub fn bare(&self) -> &str {
		match self {
			Self::Standard(word) => word.word(),
			Self::Other(uri) => uri.as_str(),
		}
	}

	/// As it is hashed.
	pub fn web_address(&self) -> String {
		match self {
			Self::Standard(word) => word.web_address(),
			Self::Other(uri) => crate::uri::canonical(uri.as_str()),
		}
	}

	/// The word or URI that text is, if it is one.
	pub fn read(text: &str) -> Option<Self> {
		V::find(text)
			.map(Self::Standard)
			.or_else(|| Uri::new(text).map(Self::Other))
	}
}

impl<V> From<V> for Term<V> {
	fn from(word: V) -> Self {
		Self::Standard(word)
	}
}

/// The web address of a word written as an older URN.
pub(crate) fn web_address(value: &str) -> Option<String> {
	const OLDER: [(&str, &str); 5] = [
		(BizStep::URN, BizStep::WEB),
		(Disposition::URN, Disposition::WEB),
		(TransactionType::URN, TransactionType::WEB),
		(PartyType::URN, PartyType::WEB),
		(ErrorReason::URN, ErrorReason::WEB),
	];
	OLDER
		.iter()
		.find_map(|(urn, web)| Some([web, value.strip_prefix(urn)?].concat()))
}

macro_rules! words {
	($(#[$doc:meta])* $name:ident, $web:literal, $urn:literal, $($word:ident = $text:literal,)+) => {
		$(#[$doc])*
		#[derive(Clone, Copy, Debug, Eq, PartialEq)]
		pub enum $name {
			$(#[doc = concat!("`", $text, "`.")] $word,)+
		}

		impl Vocabulary for $name {
			const WEB: &'static str = $web;
			const URN: &'static str = $urn;
			const ALL: &'static [Self] = &[$(Self::$word,)+];

			fn word(self) -> &'static str {
				match self {
					$(Self::$word => $text,)+
				}
			}
		}
	};
}

words! {
	/// What a business was doing (CBV 2.0 §7.1).
	BizStep, "https://ref.gs1.org/cbv/BizStep-", "urn:epcglobal:cbv:bizstep:",
	Accepting = "accepting",
	Arriving = "arriving",
	Assembling = "assembling",
	Collecting = "collecting",
	Commissioning = "commissioning",
	Consigning = "consigning",
	CreatingClassInstance = "creating_class_instance",
	CycleCounting = "cycle_counting",
	Decommissioning = "decommissioning",
	Departing = "departing",
	Destroying = "destroying",
	Disassembling = "disassembling",
	Dispensing = "dispensing",
	Encoding = "encoding",
	EnteringExiting = "entering_exiting",
	Holding = "holding",
	Inspecting = "inspecting",
	Installing = "installing",
	Killing = "killing",
	Loading = "loading",
	Other = "other",
	Packing = "packing",
	Picking = "picking",
	Receiving = "receiving",
	Removing = "removing",
	Repackaging = "repackaging",
	Repairing = "repairing",
	Replacing = "replacing",
	Reserving = "reserving",
	RetailSelling = "retail_selling",
	Sampling = "sampling",
	SensorReporting = "sensor_reporting",
	Shipping = "shipping",
	StagingOutbound = "staging_outbound",
	StockTaking = "stock_taking",
	Stocking = "stocking",
	Storing = "storing",
	Transporting = "transporting",
	Unloading = "unloading",
	Unpacking = "unpacking",
	VoidShipping = "void_shipping",
}

words! {
	/// What state a thing is in after an event (CBV 2.0 §7.2).
	Disposition, "https://ref.gs1.org/cbv/Disp-", "urn:epcglobal:cbv:disp:",
	Active = "active",
	Available = "available",
	CompletenessVerified = "completeness_verified",
	CompletenessInferred = "completeness_inferred",
	Conformant = "conformant",
	ContainerClosed = "container_closed",
	ContainerOpen = "container_open",
	Damaged = "damaged",
	Destroyed = "destroyed",
	Dispensed = "dispensed",
	Disposed = "disposed",
	Encoded = "encoded",
	Expired = "expired",
	InProgress = "in_progress",
	InTransit = "in_transit",
	Inactive = "inactive",
	MismatchInstance = "mismatch_instance",
	MismatchClass = "mismatch_class",
	MismatchQuantity = "mismatch_quantity",
	NeedsReplacement = "needs_replacement",
	NoPedigreeMatch = "no_pedigree_match",
	NonConformant = "non_conformant",
	NonSellableOther = "non_sellable_other",
	PartiallyDispensed = "partially_dispensed",
	Recalled = "recalled",
	Reserved = "reserved",
	RetailSold = "retail_sold",
	Returned = "returned",
	SellableAccessible = "sellable_accessible",
	SellableNotAccessible = "sellable_not_accessible",
	Stolen = "stolen",
	Unavailable = "unavailable",
	Unknown = "unknown",
}

words! {
	/// What kind of business document is meant (CBV 2.0 §7.3).
	TransactionType, "https://ref.gs1.org/cbv/BTT-", "urn:epcglobal:cbv:btt:",
	BillOfLading = "bol",
	Certificate = "cert",
	DespatchAdvice = "desadv",
	Invoice = "inv",
	Pedigree = "pedigree",
	PurchaseOrder = "po",
	PurchaseOrderConfirmation = "poc",
	ProductionOrder = "prodorder",
	ReceivingAdvice = "recadv",
	ReturnAuthorisation = "rma",
	TestProcedure = "testprd",
	TestResult = "testres",
	UpstreamEvent = "upevt",
}

words! {
	/// As what a party or place gives or receives (CBV 2.0 §7.4).
	PartyType, "https://ref.gs1.org/cbv/SDT-", "urn:epcglobal:cbv:sdt:",
	Owning = "owning_party",
	Possessing = "possessing_party",
	Location = "location",
}

words! {
	/// Why an event was declared wrong (CBV 2.0 §7.5).
	ErrorReason, "https://ref.gs1.org/cbv/ER-", "urn:epcglobal:cbv:er:",
	DidNotOccur = "did_not_occur",
	IncorrectData = "incorrect_data",
}

words! {
	/// Which part of a measured quantity a value is.
	Component, "https://ref.gs1.org/cbv/Comp-", "",
	X = "x",
	Y = "y",
	Z = "z",
	AxialDistance = "axial_distance",
	Azimuth = "azimuth",
	Height = "height",
	SphericalRadius = "spherical_radius",
	PolarAngle = "polar_angle",
	ElevationAngle = "elevation_angle",
	Easting = "easting",
	Northing = "northing",
	Latitude = "latitude",
	Longitude = "longitude",
	Altitude = "altitude",
}

words! {
	/// That a sensor reports something other than a measurement.
	SensorAlert, "https://gs1.org/voc/", "",
	Alarm = "ALARM_CONDITION",
	Error = "ERROR_CONDITION",
}

words! {
	/// What is measured: the GS1 Web Vocabulary's measurement types.
	Measurement, "https://gs1.org/voc/", "",
	AbsoluteHumidity = "AbsoluteHumidity",
	AbsorbedDose = "AbsorbedDose",
	AbsorbedDoseRate = "AbsorbedDoseRate",
	Acceleration = "Acceleration",
	Radioactivity = "Radioactivity",
	Altitude = "Altitude",
	AmountOfSubstance = "AmountOfSubstance",
	AmountOfSubstancePerUnitVolume = "AmountOfSubstancePerUnitVolume",
	Angle = "Angle",
	AngularAcceleration = "AngularAcceleration",
	AngularMomentum = "AngularMomentum",
	AngularVelocity = "AngularVelocity",
	Area = "Area",
	Capacitance = "Capacitance",
	Conductance = "Conductance",
	Conductivity = "Conductivity",
	Count = "Count",
	Density = "Density",
	Dimensionless = "Dimensionless",
	DoseEquivalent = "DoseEquivalent",
	DoseEquivalentRate = "DoseEquivalentRate",
	DynamicViscosity = "DynamicViscosity",
	ElectricCharge = "ElectricCharge",
	ElectricCurrent = "ElectricCurrent",
	ElectricCurrentDensity = "ElectricCurrentDensity",
	ElectricFieldStrength = "ElectricFieldStrength",
	Energy = "Energy",
	Exposure = "Exposure",
	Force = "Force",
	Frequency = "Frequency",
	Illuminance = "Illuminance",
	Inductance = "Inductance",
	Irradiance = "Irradiance",
	KinematicViscosity = "KinematicViscosity",
	Length = "Length",
	LinearMomentum = "LinearMomentum",
	Luminance = "Luminance",
	LuminousFlux = "LuminousFlux",
	LuminousIntensity = "LuminousIntensity",
	MagneticFlux = "MagneticFlux",
	MagneticFluxDensity = "MagneticFluxDensity",
	MagneticVectorPotential = "MagneticVectorPotential",
	Mass = "Mass",
	MassConcentration = "MassConcentration",
	MassFlowRate = "MassFlowRate",
	MassPerAreaTime = "MassPerAreaTime",
	MemoryCapacity = "MemoryCapacity",
	MolalityOfSolute = "MolalityOfSolute",
	MolarEnergy = "MolarEnergy",
	MolarMass = "MolarMass",
	MolarVolume = "MolarVolume",
	Power = "Power",
	Pressure = "Pressure",
	RadiantFlux = "RadiantFlux",
	RadiantIntensity = "RadiantIntensity",
	RelativeHumidity = "RelativeHumidity",
	Resistance = "Resistance",
	Resistivity = "Resistivity",
	SolidAngle = "SolidAngle",
	SpecificVolume = "SpecificVolume",
	Speed = "Speed",
	SurfaceDensity = "SurfaceDensity",
	SurfaceTension = "SurfaceTension",
	Temperature = "Temperature",
	Time = "Time",
	Torque = "Torque",
	Voltage = "Voltage",
	Volume = "Volume",
	VolumeFlowRate = "VolumeFlowRate",
	VolumeFraction = "VolumeFraction",
	VolumetricFlux = "VolumetricFlux",
	Wavenumber = "Wavenumber",
}
