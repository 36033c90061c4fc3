using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What a payment's people were called under a key of before that is not retired yet; the default where the payment does not name one.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Device">The device.</param>
/// <param name="Address">The delivery address.</param>
/// <param name="Seller">The seller.</param>
public readonly record struct FormerKeys(Pseudonym Customer, Pseudonym Instrument, Pseudonym Device, Pseudonym Address, Pseudonym Seller)
{
    /// <summary>How payments that are remembered under that key are renamed.</summary>
    /// <param name="subject">The payment, under the key in use.</param>
    internal KeyChange ChangeTo(in FraudSubject subject) => new(
        Customer,
        new Pseudonym(subject.Customer),
        Instrument.Low,
        subject.Trace.Instrument,
        Device.Low,
        subject.Trace.Device,
        Address.Low,
        subject.Trace.Address);
}
