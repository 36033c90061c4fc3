namespace XbFunctions.Capabilities.Fraud;

/// <summary>Where the orders of use of a state's shared tables stand: what has had a payment since lies behind them.</summary>
/// <param name="Sellers">That of the sellers.</param>
/// <param name="Instruments">That of the instruments.</param>
/// <param name="Devices">That of the devices.</param>
/// <param name="Addresses">That of the delivery addresses.</param>
internal readonly record struct ExchangeMarks(long Sellers, long Instruments, long Devices, long Addresses)
{
    /// <summary>The marks of a state.</summary>
    /// <param name="state">The state.</param>
    public static ExchangeMarks Of(FraudState state) => new(state.Sellers.Mark, state.Instruments.Mark, state.Devices.Mark, state.Addresses.Mark);

    /// <summary>Says whether more than so many sellers, instruments, devices or delivery addresses have had a payment since.</summary>
    /// <param name="state">The state, which has the marks of some time before.</param>
    /// <param name="most">The number.</param>
    public bool HaveMoreThan(int most, FraudState state) =>
        IsMore(most, state.Sellers.Mark - Sellers, state.Sellers.NewestFirst(Sellers))
        || IsMore(most, state.Instruments.Mark - Instruments, state.Instruments.NewestFirst(Instruments))
        || IsMore(most, state.Devices.Mark - Devices, state.Devices.NewestFirst(Devices))
        || IsMore(most, state.Addresses.Mark - Addresses, state.Addresses.NewestFirst(Addresses));

    // Fewer uses than that are fewer keys, and need no count.
    private static bool IsMore(int most, long uses, IEnumerable<ulong> keys) => uses > most && keys.Skip(most).Any();
}
