namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The columns of the fraud model's input, in order. A model's manifest lists the columns it was trained with, and is refused
/// when they differ. Unknown is NaN.
/// </summary>
public static class FraudColumns
{
    private static readonly IReadOnlyList<FraudFeature>[] Blocks =
    [
        FraudFeatureList.Payment,
        [.. FraudFeatureList.Entity(
            "customer",
            ("instruments", "customerVariety"),
            ("devices", "customerVariety"),
            ("ip_countries", "customerVariety"),
            ("shipping_countries", "customerVariety"),
            ("sellers", "customerVariety"),
            ("addresses", "customerVariety"))],
        [.. FraudFeatureList.Entity(
            "instrument",
            ("customers", "instrumentShared"),
            ("devices", "instrumentVelocity"),
            ("ip_countries", "instrumentVelocity"),
            ("sellers", "instrumentVelocity"))],
        [.. FraudFeatureList.Entity(
            "device",
            ("customers", "deviceShared"),
            ("instruments", "deviceInstruments"),
            ("shipping_countries", "deviceVelocity"),
            ("sellers", "deviceVelocity"))],
        [.. FraudFeatureList.Entity(
            "address",
            ("customers", "addressShared"),
            ("instruments", "addressVelocity"),
            ("devices", "addressVelocity"))],
        FraudFeatureList.Customer,
        FraudFeatureList.Seller,
    ];

    /// <summary>First of the columns of the customer's recent use.</summary>
    internal static readonly int CustomerUse = Blocks[0].Count;

    /// <summary>First of the columns of the instrument's recent use.</summary>
    internal static readonly int InstrumentUse = CustomerUse + Blocks[1].Count;

    /// <summary>First of the columns of the device's recent use.</summary>
    internal static readonly int DeviceUse = InstrumentUse + Blocks[2].Count;

    /// <summary>First of the columns of the delivery address's recent use.</summary>
    internal static readonly int AddressUse = DeviceUse + Blocks[3].Count;

    /// <summary>First of the columns that compare the payment with its customer's past.</summary>
    internal static readonly int CustomerPast = AddressUse + Blocks[4].Count;

    /// <summary>First of the columns of the seller's past.</summary>
    internal static readonly int SellerPast = CustomerPast + Blocks[5].Count;

    /// <summary>The declarations, in order.</summary>
    public static IReadOnlyList<FraudFeature> Features { get; } = [.. Blocks.SelectMany(static block => block)];

    /// <summary>Column names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Features.Select(static feature => feature.Name)];

    /// <summary>Number of columns.</summary>
    public static int Width { get; } = Features.Count;

    /// <summary>Index of a column.</summary>
    /// <param name="name">A member of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static int IndexOf(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"The fraud model has no column '{name}'.", nameof(name));
    }
}
