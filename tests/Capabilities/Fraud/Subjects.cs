using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>Payments as the features see them, ordinary unless a test says otherwise.</summary>
internal static class Subjects
{
    public const long Start = 1_767_225_600_000; // 2026-01-01T00:00:00Z

    public static PaymentTrace Trace(
        long secondsAfterStart = 0,
        float amount = 20,
        ulong instrument = 11,
        ulong device = 21,
        uint customer = 1,
        uint seller = 31,
        uint payment = 1,
        ushort ship = 5,
        ushort ip = 5,
        ulong address = 41) =>
        new(Start + (secondsAfterStart * 1_000), instrument, device, amount, customer, seller, payment, ship, ip, Address: address);

    public static FraudSubject Of(in PaymentTrace trace, ulong customer = 1) => new(
        customer,
        trace,
        CountryCode.Parse("DE"),
        CountryCode.Parse("DE"),
        CountryCode.Parse("DE"),
        CountryCode.Parse("DE"),
        CountryCode.Parse("DE"),
        LanguageDiffers: false,
        PaymentMethodKind.Card,
        IsRound: false,
        ItemLines: 1,
        Units: 1);

    public static float[] Features(FraudState state, in FraudSubject subject)
    {
        var row = new float[FraudColumns.Width];
        FraudFeatures.Write(state, subject, row);
        return row;
    }

    public static void Add(FraudState state, in FraudSubject subject) =>
        state.AddPayment(subject.Customer, subject.Trace);

    public static float Column(this float[] row, string name) => row[FraudColumns.IndexOf(name)];
}
