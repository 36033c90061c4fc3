using System.Buffers.Binary;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Pseudonyms of a payment's customer, instrument, device and delivery address under a key of before and under the key in use.</summary>
/// <param name="OldCustomer">The customer before.</param>
/// <param name="Customer">The customer now.</param>
/// <param name="OldInstrument">Low half of the instrument before; 0 where the event names none.</param>
/// <param name="Instrument">Low half of the instrument now.</param>
/// <param name="OldDevice">Low half of the device before; 0 where the event names none.</param>
/// <param name="Device">Low half of the device now.</param>
/// <param name="OldAddress">Low half of the delivery address before; 0 where the event names none.</param>
/// <param name="Address">Low half of the delivery address now.</param>
public readonly record struct KeyChange(
    Pseudonym OldCustomer, Pseudonym Customer, ulong OldInstrument, ulong Instrument, ulong OldDevice, ulong Device, ulong OldAddress, ulong Address)
{
    /// <summary>Bytes that <see cref="Write"/> takes.</summary>
    public const int Size = 80;

    /// <summary>Whether a payment is remembered under a pseudonym of before.</summary>
    /// <param name="trace">The payment.</param>
    public bool IsOld(in PaymentTrace trace) => With(trace) != trace;

    /// <summary>A payment under the pseudonyms of now.</summary>
    /// <param name="trace">The payment.</param>
    public PaymentTrace With(in PaymentTrace trace) => trace with
    {
        Customer = trace.Customer == (uint)OldCustomer.Low ? (uint)Customer.Low : trace.Customer,
        Instrument = OldInstrument != 0 && trace.Instrument == OldInstrument ? Instrument : trace.Instrument,
        Device = OldDevice != 0 && trace.Device == OldDevice ? Device : trace.Device,
        Address = OldAddress != 0 && trace.Address == OldAddress ? Address : trace.Address,
    };

    /// <summary>Writes the pseudonyms, little-endian, in the order of the constructor.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(target, OldCustomer.Value);
        BinaryPrimitives.WriteUInt128LittleEndian(target[16..], Customer.Value);
        BinaryPrimitives.WriteUInt64LittleEndian(target[32..], OldInstrument);
        BinaryPrimitives.WriteUInt64LittleEndian(target[40..], Instrument);
        BinaryPrimitives.WriteUInt64LittleEndian(target[48..], OldDevice);
        BinaryPrimitives.WriteUInt64LittleEndian(target[56..], Device);
        BinaryPrimitives.WriteUInt64LittleEndian(target[64..], OldAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(target[72..], Address);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static KeyChange Read(ReadOnlySpan<byte> source) => new(
        new Pseudonym(BinaryPrimitives.ReadUInt128LittleEndian(source)),
        new Pseudonym(BinaryPrimitives.ReadUInt128LittleEndian(source[16..])),
        BinaryPrimitives.ReadUInt64LittleEndian(source[32..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[40..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[48..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[56..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[64..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[72..]));
}
