namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The columns of the fraud model's input, in order. A model's manifest lists the columns it was trained with, and is refused
/// when they differ. Unknown is NaN.
/// </summary>
public static class FraudColumns
{
    /// <summary>First of the velocity columns: for each of customer, instrument and device, counts then sums by window.</summary>
    public const int Velocity = 20;

    /// <summary>First of the columns that count distinct partners in 24 h and 30 d.</summary>
    public const int Distinct = Velocity + (3 * 2 * VelocityWindows.Count);

    /// <summary>First of the columns that compare the payment with what is known of its customer, instrument and device.</summary>
    public const int Familiarity = Distinct + 26;

    /// <summary>Number of columns.</summary>
    public const int Width = Familiarity + 19;

    /// <summary>Column names.</summary>
    public static IReadOnlyList<string> Names { get; } = CreateNames();

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

    private static List<string> CreateNames()
    {
        List<string> names =
        [
            "amount", "amount_log", "amount_is_round", "item_lines", "units",
            "method_is_card", "method_is_wallet", "method_is_bank", "hour", "weekday",
            "issuer_differs_from_billing", "issuer_differs_from_ip", "billing_differs_from_shipping", "ip_differs_from_shipping",
            "ip_differs_from_billing", "market_differs_from_shipping", "market_differs_from_ip", "market_differs_from_issuer",
            "language_differs_from_market", "missing_members",
        ];
        foreach (var entity in (string[])["customer", "instrument", "device"])
        {
            names.AddRange(VelocityWindows.Names.Select(window => $"{entity}_payments_{window}"));
            names.AddRange(VelocityWindows.Names.Select(window => $"{entity}_amount_{window}"));
        }

        AddDistinct("customer", "instruments", "devices", "ip_countries", "shipping_countries", "sellers");
        AddDistinct("instrument", "customers", "devices", "ip_countries", "sellers");
        AddDistinct("device", "customers", "instruments", "shipping_countries", "sellers");
        foreach (var entity in (string[])["customer", "instrument", "device"])
        {
            names.Add($"{entity}_hours_since_last");
            names.Add($"{entity}_age_days");
            names.Add($"{entity}_amount_ratio");
            names.Add($"{entity}_fraud_labels");
        }

        names.AddRange(
        [
            "customer_amount_zscore", "customer_returns", "instrument_is_new", "device_is_new", "ip_country_is_new",
            "shipping_country_is_new", "seller_is_new",
        ]);
        return names;

        void AddDistinct(string entity, params string[] partners)
        {
            foreach (var partner in partners)
            {
                names.Add($"{entity}_{partner}_24h");
                names.Add($"{entity}_{partner}_30d");
            }
        }
    }
}
