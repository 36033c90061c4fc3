using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>
/// How alike two storefronts are by what is known of them before anybody came: an embedding of language, currency and part of the world, each of which
/// they share or not.
/// </summary>
public static class MarketLikeness
{
    /// <summary>The cosine of the two embeddings.</summary>
    /// <param name="one">A market.</param>
    /// <param name="other">Another.</param>
    /// <returns>In [0, 1]; 0 where one of them is no market that ships with the product.</returns>
    public static double Between(CountryCode one, CountryCode other)
    {
        if (one == other)
        {
            return 1;
        }

        if (!Markets.TryGet(one, out var a) || !Markets.TryGet(other, out var b))
        {
            return 0;
        }

        var shared = (a.Language.Primary == b.Language.Primary ? 1 : 0) + (a.Currency == b.Currency ? 1 : 0) + (Region(a) == Region(b) ? 1 : 0);
        return shared / 3.0;
    }

    // The first part of an IANA zone is a part of the world.
    private static string Region(Market market) => market.TimeZoneId[..Math.Max(0, market.TimeZoneId.IndexOf('/', StringComparison.Ordinal))];
}
