using System.Collections.Frozen;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Says which payments belong to a group under warning and go through a market in which it has not been seen: those are reviewed. Where
/// it was seen, the score decides. Thread-safe, unchanging.
/// </summary>
public sealed class WarningMatcher
{
    private readonly FrozenDictionary<WatchKey, FrozenSet<CountryCode>> _seenIn;

    /// <summary>Makes a matcher.</summary>
    /// <param name="warnings">Warnings; those of a market match nothing, for they have no other market.</param>
    public WarningMatcher(IEnumerable<ActiveWarning> warnings)
    {
        ArgumentNullException.ThrowIfNull(warnings);
        var seenIn = new Dictionary<WatchKey, FrozenSet<CountryCode>>();
        foreach (var warning in warnings)
        {
            if (warning.Dimension != WatchDimension.Market && WatchKey.TryParse(warning.Dimension, warning.Key, out var key))
            {
                seenIn[key] = warning.Markets.ToFrozenSet();
                Until = warning.ExpiresAt < Until ? warning.ExpiresAt : Until;
            }
        }

        _seenIn = seenIn.ToFrozenDictionary();
    }

    /// <summary>When the first of the warnings ends unless it is renewed, UTC.</summary>
    public DateTimeOffset Until { get; } = DateTimeOffset.MaxValue;

    /// <summary>Groups that are matched.</summary>
    public int Count => _seenIn.Count;

    /// <summary>Whether a payment is to be reviewed.</summary>
    /// <param name="market">Its storefront.</param>
    /// <param name="keys">Its groups.</param>
    internal bool Matches(CountryCode market, in PaymentKeys keys)
    {
        // Cards at home are what most payments of a country are: a warning about its cards is about those that are used abroad.
        var isAbroad = keys.Issuer != market;
        return (isAbroad && (IsOther(WatchKey.OfIssuer(keys.Issuer), market) || IsOther(WatchKey.OfCorridor(keys.Issuer, keys.Shipping), market)))
            || IsOther(WatchKey.Of(WatchDimension.Seller, keys.Seller), market)
            || IsOther(WatchKey.Of(WatchDimension.Device, keys.Device), market)
            || IsOther(WatchKey.Of(WatchDimension.Instrument, keys.Instrument), market)
            || IsOther(WatchKey.Of(WatchDimension.Address, keys.Address), market);
    }

    private bool IsOther(WatchKey key, CountryCode market) => key.IsKnown && _seenIn.TryGetValue(key, out var seen) && !seen.Contains(market);
}
