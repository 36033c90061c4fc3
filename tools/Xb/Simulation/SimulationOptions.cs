using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace XbFunctions.Xb.Simulation;

/// <summary>What is simulated and how much of it. Equal options give equal events, byte for byte.</summary>
public sealed record SimulationOptions
{
    /// <summary>Seed of every random draw.</summary>
    /// <value>Any number; default 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>Event time of the run's beginning.</summary>
    /// <value>From 2000 to 2070, because lunar holidays are known that far; default 2026-01-05 00:00 UTC, a Monday.</value>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Storefronts to simulate, as two-letter codes.</summary>
    /// <value>Known markets, none twice; default empty, which means all of them.</value>
    public ImmutableArray<string> Markets { get; init; } = [];

    /// <summary>Products in the catalogue.</summary>
    /// <value>From 200 to 200,000; default 5,000.</value>
    public int Products { get; init; } = 5_000;

    /// <summary>Customers at any time; those who leave are replaced by new ones.</summary>
    /// <value>From 500 to 5,000,000; default 50,000.</value>
    public int Customers { get; init; } = 50_000;

    /// <summary>Sellers on the marketplace.</summary>
    /// <value>From 40 to 100,000; default 400.</value>
    public int Sellers { get; init; } = 400;

    /// <summary>Payments on an average day, over all markets; sales days have more.</summary>
    /// <value>From 10 to 10,000,000; default 5,000.</value>
    public double PaymentsPerDay { get; init; } = 5_000;

    /// <summary>Share of the payments that are fraudulent, friendly fraud included.</summary>
    /// <value>From 0 to 0.2; default 0.012, above what a whole platform sees so that a short run shows some.</value>
    public double FraudRate { get; init; } = 0.012;

    /// <summary>How the fraud is divided among the scenarios.</summary>
    public ScenarioMix Mix { get; init; } = new();

    /// <summary>Attacks besides the steady fraud, for trials of the early warning.</summary>
    /// <value>Default none.</value>
    public ImmutableArray<FraudSurge> Surges { get; init; } = [];

    /// <summary>When outcomes become known.</summary>
    public LabelDelays Labels { get; init; } = new();

    /// <summary>Whether clickstream events are generated. The payments are the same either way.</summary>
    /// <value>Default true.</value>
    public bool Clickstream { get; init; } = true;

    /// <summary>Visits of crawlers on an average day, over all markets, 150 to 600 product pages each; none without clickstream.</summary>
    /// <value>From 0 to 1,000,000; default 0, so that figures are those of people.</value>
    public double BotVisitsPerDay { get; init; }

    /// <summary>Refuses values that cannot be simulated.</summary>
    /// <exception cref="SimulationException">A value is out of its range; the message names it and the range.</exception>
    public void Validate()
    {
        Require(Start.Year is >= 2000 and <= 2070, nameof(Start), "from 2000 to 2070", Start);
        Require(Products is >= 200 and <= 200_000, nameof(Products), "from 200 to 200,000", Products);
        Require(Customers is >= 500 and <= 5_000_000, nameof(Customers), "from 500 to 5,000,000", Customers);
        Require(Sellers is >= 40 and <= 100_000, nameof(Sellers), "from 40 to 100,000", Sellers);
        Require(PaymentsPerDay is >= 10 and <= 10_000_000, nameof(PaymentsPerDay), "from 10 to 10,000,000", PaymentsPerDay);
        Require(BotVisitsPerDay is >= 0 and <= 1_000_000, nameof(BotVisitsPerDay), "from 0 to 1,000,000", BotVisitsPerDay);
        Require(FraudRate is >= 0 and <= 0.2, nameof(FraudRate), "from 0 to 0.2", FraudRate);
        foreach (var code in MarketCodes)
        {
            Require(MarketProfiles.TryGet(code, out _), nameof(Markets), $"one of {MarketProfiles.CodeList}", code);
        }

        foreach (var surge in Surges)
        {
            Require(surge.AttemptsPerHour is > 0 and <= 100_000, nameof(Surges), "of more than 0 and at most 100,000 attempts an hour", surge.AttemptsPerHour);
            Require(surge.Begin >= TimeSpan.Zero && surge.Length > TimeSpan.Zero, nameof(Surges), "after the start and of some length", surge.Begin);
        }

        var distinct = MarketCodes.Distinct(StringComparer.Ordinal).Count();
        Require(distinct == MarketCodes.Length, nameof(Markets), "free of repetition", string.Join(", ", MarketCodes));
        Mix.Validate();
        Labels.Validate();
    }

    internal ImmutableArray<string> MarketCodes => Markets.IsDefaultOrEmpty ? MarketProfiles.Codes : Markets;

    internal static void Require<T>([DoesNotReturnIf(false)] bool holds, string option, string expected, T got)
    {
        if (!holds)
        {
            throw new SimulationException(
                string.Create(CultureInfo.InvariantCulture, $"Simulation option {option} must be {expected}; it is {got}."));
        }
    }
}
