using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>A list that was shown in a market.</summary>
/// <param name="Market">The storefront.</param>
/// <param name="At">When, UTC.</param>
/// <param name="List">The list.</param>
internal sealed record MarketList(CountryCode Market, DateTimeOffset At, ShownList List);
