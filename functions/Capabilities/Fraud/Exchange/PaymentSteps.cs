using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Payments of one entity as they stand in records of the exchange from version 4 on, each as its difference from the one before it, little-endian:
/// <see cref="Fields"/> (1 byte), time (ms since the Unix epoch in 8 bytes, or since the payment before in 4), amount (4), payment (4), then those of the other
/// members that differ. Of the payments of one card or device most members are the same: some 17 bytes instead of <see cref="PaymentTrace.Size"/>.
/// </summary>
internal static class PaymentSteps
{
    /// <summary>Most bytes of a payment.</summary>
    public const int MostBytes = 1 + PaymentTrace.Size;

    // What differs, time, amount, payment; a time that is not told as a difference takes four bytes more.
    private const int FewestBytes = 1 + (3 * sizeof(uint));

    [Flags]
    private enum Fields : byte
    {
        None = 0,
        Instrument = 1,
        Device = 2,
        Address = 4,
        Customer = 8,
        Seller = 16,
        Countries = 32,
        Marks = 64,
        Time = 128,
    }

    /// <summary>Writes payments.</summary>
    /// <param name="traces">The payments, oldest first.</param>
    /// <param name="target">At least <see cref="MostBytes"/> for each.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(ReadOnlySpan<PaymentTrace> traces, Span<byte> target)
    {
        var (before, length) = (default(PaymentTrace), 0);
        foreach (ref readonly var trace in traces)
        {
            length += Write(trace, before, target[length..]);
            before = trace;
        }

        return length;
    }

    /// <summary>Whether bytes are so many payments, no more and no less: reading them does not fail then.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="count">Number of payments.</param>
    public static bool AreWhole(ReadOnlySpan<byte> source, int count)
    {
        var at = 0;
        for (; count > 0 && at < source.Length; count--)
        {
            at += LengthOf((Fields)source[at]);
        }

        return count == 0 && at == source.Length;
    }

    /// <summary>Reads payments.</summary>
    /// <param name="source">What <see cref="Write(ReadOnlySpan{PaymentTrace}, Span{byte})"/> wrote.</param>
    /// <param name="traces">Filled with as many payments as it is long.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes end too early.</exception>
    public static void Read(ReadOnlySpan<byte> source, Span<PaymentTrace> traces)
    {
        var (before, at) = (default(PaymentTrace), 0);
        foreach (ref var trace in traces)
        {
            trace = Read(source[at..], before, out var read);
            before = trace;
            at += read;
        }
    }

    private static int Write(in PaymentTrace trace, in PaymentTrace before, Span<byte> target)
    {
        var since = trace.OccurredAtMs - before.OccurredAtMs;
        var isNear = since is >= 0 and <= uint.MaxValue;
        var fields = isNear ? Fields.None : Fields.Time;
        var at = 1;
        if (isNear)
        {
            Put(target, ref at, (uint)since);
        }
        else
        {
            Put(target, ref at, (ulong)trace.OccurredAtMs);
        }

        Put(target, ref at, BitConverter.SingleToUInt32Bits(trace.Amount));
        Put(target, ref at, trace.Payment);
        fields |= PutChanged(target, ref at, Fields.Instrument, trace.Instrument, before.Instrument);
        fields |= PutChanged(target, ref at, Fields.Device, trace.Device, before.Device);
        fields |= PutChanged(target, ref at, Fields.Address, trace.Address, before.Address);
        fields |= PutChanged(target, ref at, Fields.Customer, trace.Customer, before.Customer);
        fields |= PutChanged(target, ref at, Fields.Seller, trace.Seller, before.Seller);
        fields |= PutChanged(target, ref at, Fields.Countries, CountriesOf(trace), CountriesOf(before));
        fields |= PutChanged(target, ref at, Fields.Marks, MarksOf(trace), MarksOf(before));
        target[0] = (byte)fields;
        return at;
    }

    private static PaymentTrace Read(ReadOnlySpan<byte> source, in PaymentTrace before, out int read)
    {
        var (fields, at) = ((Fields)source[..1][0], 1);
        var occurredAtMs = (fields & Fields.Time) != 0 ? (long)TakeLong(source, ref at) : before.OccurredAtMs + TakeInt(source, ref at);
        var (amount, payment) = (BitConverter.UInt32BitsToSingle(TakeInt(source, ref at)), TakeInt(source, ref at));
        var instrument = TakeChanged(source, ref at, fields, Fields.Instrument, before.Instrument);
        var device = TakeChanged(source, ref at, fields, Fields.Device, before.Device);
        var address = TakeChanged(source, ref at, fields, Fields.Address, before.Address);
        var customer = TakeChanged(source, ref at, fields, Fields.Customer, before.Customer);
        var seller = TakeChanged(source, ref at, fields, Fields.Seller, before.Seller);
        var countries = TakeChanged(source, ref at, fields, Fields.Countries, CountriesOf(before));
        var marks = TakeChanged(source, ref at, fields, Fields.Marks, MarksOf(before));
        read = at;
        return new PaymentTrace(
            occurredAtMs,
            instrument,
            device,
            amount,
            customer,
            seller,
            payment,
            (ushort)countries,
            (ushort)(countries >> 16),
            (PaymentMismatches)(ushort)marks,
            (PaymentMarks)(ushort)(marks >> 16),
            address);
    }

    private static uint CountriesOf(in PaymentTrace trace) => trace.ShippingCountry | ((uint)trace.IpCountry << 16);

    private static uint MarksOf(in PaymentTrace trace) => (ushort)trace.Mismatches | ((uint)trace.Marks << 16);

    private static int LengthOf(Fields fields)
    {
        var longs = BitOperations.PopCount((uint)(fields & (Fields.Instrument | Fields.Device | Fields.Address)));
        var ints = BitOperations.PopCount((uint)(fields & (Fields.Customer | Fields.Seller | Fields.Countries | Fields.Marks | Fields.Time)));
        return FewestBytes + (sizeof(ulong) * longs) + (sizeof(uint) * ints);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Fields PutChanged(Span<byte> target, ref int at, Fields field, ulong value, ulong before)
    {
        if (value == before)
        {
            return Fields.None;
        }

        Put(target, ref at, value);
        return field;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Fields PutChanged(Span<byte> target, ref int at, Fields field, uint value, uint before)
    {
        if (value == before)
        {
            return Fields.None;
        }

        Put(target, ref at, value);
        return field;
    }

    private static ulong TakeChanged(ReadOnlySpan<byte> source, ref int at, Fields fields, Fields field, ulong before) =>
        (fields & field) != 0 ? TakeLong(source, ref at) : before;

    private static uint TakeChanged(ReadOnlySpan<byte> source, ref int at, Fields fields, Fields field, uint before) =>
        (fields & field) != 0 ? TakeInt(source, ref at) : before;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Span<byte> target, ref int at, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target[at..], value);
        at += sizeof(uint);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Span<byte> target, ref int at, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target[at..], value);
        at += sizeof(ulong);
    }

    private static uint TakeInt(ReadOnlySpan<byte> source, ref int at)
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(source[at..]);
        at += sizeof(uint);
        return value;
    }

    private static ulong TakeLong(ReadOnlySpan<byte> source, ref int at)
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(source[at..]);
        at += sizeof(ulong);
        return value;
    }
}
