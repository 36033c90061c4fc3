using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace XbFunctions.Xb.Simulation;

/// <summary>The markets that can be simulated.</summary>
internal static class MarketProfiles
{
    private static readonly ImmutableArray<double> MiddleEastWeek = [0.98, 0.98, 0.99, 1.02, 0.96, 1.04, 1.03];

    private static readonly ImmutableArray<MarketProfile> Table =
    [
        new()
        {
            Code = "US", Weight = 24, PerEuro = 1.09, PriceLevel = 1.02,
            NoonShare = 0.75, Paydays = [15, 31], Neighbours = ["CA", "MX", "GB", "CN", "IN", "PH", "KR"],
            Methods = [("card", 0.68), ("wallet", 0.9), ("installment", 1)],
        },
        new()
        {
            Code = "CA", SecondLanguage = "fr-CA", SecondShare = 0.22,
            Weight = 6, PerEuro = 1.48, Paydays = [15, 31], Neighbours = ["US", "GB", "FR", "IN", "CN", "PH"],
            Methods = [("card", 0.74), ("wallet", 0.95), ("transfer", 1)],
        },
        new()
        {
            Code = "GB", Weight = 11, PerEuro = 0.85, PriceLevel = 1.03,
            Paydays = [28, 31], Neighbours = ["IE", "FR", "ES", "IN", "PL", "US", "AE"],
            Methods = [("card", 0.66), ("wallet", 0.91), ("installment", 1)],
        },
        new()
        {
            Code = "DE", Weight = 12, PerEuro = 1,
            Weekdays = [1.06, 1.0, 0.98, 0.98, 0.92, 0.9, 1.16], Neighbours = ["AT", "NL", "PL", "FR", "CH", "TR", "IT"],
            Methods = [("card", 0.3), ("wallet", 0.68), ("transfer", 0.88), ("installment", 1)],
        },
        new()
        {
            Code = "FR", Weight = 9, PerEuro = 1, PriceLevel = 1.02,
            EveningPeak = 21, Neighbours = ["BE", "ES", "IT", "DE", "GB", "MA", "PT"],
            Methods = [("card", 0.78), ("wallet", 0.96), ("installment", 1)],
        },
        new()
        {
            Code = "ES", Weight = 6, PerEuro = 1, PriceLevel = 0.95,
            EveningPeak = 22, NoonShare = 0.45, Neighbours = ["PT", "FR", "GB", "IT", "DE", "MX", "CO"],
            Methods = [("card", 0.66), ("wallet", 0.94), ("transfer", 1)],
        },
        new()
        {
            Code = "IT", Weight = 6, PerEuro = 1, PriceLevel = 0.98,
            EveningPeak = 21.2, Paydays = [27], Neighbours = ["FR", "DE", "ES", "CH", "RO", "GB"],
            Methods = [("card", 0.5), ("wallet", 0.94), ("transfer", 1)],
        },
        new()
        {
            Code = "PL", Weight = 4, PerEuro = 4.3, PriceLevel = 0.86,
            Paydays = [10, 28], Neighbours = ["DE", "CZ", "GB", "UA", "NL", "SK"],
            Methods = [("card", 0.3), ("transfer", 0.84), ("wallet", 1)],
        },
        new()
        {
            Code = "NL", Weight = 4, PerEuro = 1, PriceLevel = 1.04,
            Paydays = [24], Neighbours = ["BE", "DE", "GB", "FR", "TR", "ES"],
            Methods = [("transfer", 0.62), ("card", 0.82), ("wallet", 0.93), ("installment", 1)],
        },
        new()
        {
            Code = "SE", Weight = 2.5, PerEuro = 11.3, PriceLevel = 1.05,
            EveningPeak = 20, Paydays = [25], Neighbours = ["NO", "DK", "FI", "DE", "GB", "ES"],
            Methods = [("card", 0.4), ("wallet", 0.68), ("installment", 1)],
        },
        new()
        {
            Code = "JP", Weight = 8, PerEuro = 162,
            PriceLevel = 0.94, EveningPeak = 21.7, Weekdays = [0.97, 0.96, 0.97, 0.97, 0.97, 1.06, 1.1], Paydays = [25],
            Neighbours = ["KR", "CN", "US", "TW", "SG", "PH"],
            Methods = [("card", 0.71), ("wallet", 0.9), ("transfer", 1)],
        },
        new()
        {
            Code = "KR", Weight = 6, PerEuro = 1480,
            PriceLevel = 0.93, EveningPeak = 22, Paydays = [10, 25], Neighbours = ["US", "CN", "JP", "VN", "SG"],
            Methods = [("card", 0.6), ("wallet", 0.95), ("transfer", 1)],
        },
        new()
        {
            Code = "BR", Weight = 6, PerEuro = 5.9, PriceLevel = 0.9,
            EveningPeak = 21, Paydays = [5, 20], Neighbours = ["US", "AR", "PT", "JP", "UY", "PY"],
            Methods = [("card", 0.42), ("transfer", 0.8), ("installment", 1)],
        },
        new()
        {
            Code = "MX", Weight = 4, PerEuro = 19.8, PriceLevel = 0.88,
            EveningPeak = 21, Paydays = [15, 31], Neighbours = ["US", "CO", "ES", "CA", "GT"],
            Methods = [("card", 0.64), ("transfer", 0.8), ("wallet", 1)],
        },
        new()
        {
            Code = "AE", SecondLanguage = "en-AE", SecondShare = 0.58, Weight = 3,
            PerEuro = 4, PriceLevel = 1.03, EveningPeak = 21.5, Weekdays = MiddleEastWeek, Paydays = [28],
            Neighbours = ["IN", "SA", "PK", "PH", "GB", "EG", "OM"],
            Methods = [("card", 0.72), ("wallet", 0.92), ("installment", 1)],
        },
        new()
        {
            Code = "AU", Weight = 5, PerEuro = 1.65, PriceLevel = 1.06,
            EveningPeak = 20, Paydays = [15], Neighbours = ["NZ", "GB", "CN", "IN", "SG", "US"],
            Methods = [("card", 0.66), ("wallet", 0.86), ("installment", 1)],
        },
        new()
        {
            Code = "SG", Weight = 2.5, PerEuro = 1.46, PriceLevel = 1.05,
            EveningPeak = 21.5, Paydays = [25, 31], Neighbours = ["MY", "CN", "IN", "ID", "AU", "JP"],
            Methods = [("card", 0.6), ("wallet", 0.9), ("transfer", 1)],
        },
    ];

    private static readonly FrozenDictionary<string, MarketProfile> ByCode = Table.ToFrozenDictionary(static market => market.Code);

    /// <summary>Codes of all markets, in the table's order.</summary>
    public static ImmutableArray<string> Codes { get; } = [.. Table.Select(static market => market.Code)];

    /// <summary>The codes as text for messages.</summary>
    public static string CodeList { get; } = string.Join(", ", Codes);

    /// <summary>Finds a market by its two-letter code.</summary>
    public static bool TryGet(string code, [NotNullWhen(true)] out MarketProfile? profile) => ByCode.TryGetValue(code, out profile);
}
