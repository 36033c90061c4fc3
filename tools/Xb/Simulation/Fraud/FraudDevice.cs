using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>A device in the hands of a fraudster.</summary>
/// <param name="Id">Its fingerprint.</param>
/// <param name="Visitor">The visitor id in its browser.</param>
internal readonly record struct FraudDevice(DeviceId Id, AnonymousId Visitor);
