using System.Diagnostics.Metrics;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Translation;

/// <summary>Metrics of translation, meter <c>XbFunctions.Translation</c>.</summary>
public sealed class TranslationInstruments
{
    private readonly Counter<long> _translations;
    private readonly Counter<long> _refusals;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Owner of the meter.</param>
    public TranslationInstruments(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create("XbFunctions.Translation");
        _translations = meter.CreateCounter<long>("translation.texts", "{text}", "Texts translated, by engine and whether the memory knew them.");
        _refusals = meter.CreateCounter<long>("translation.refusals", "{request}", "Requests that were not translated, by reason.");
    }

    /// <summary>Counts translations.</summary>
    /// <param name="items">What was translated.</param>
    public void Translated(IReadOnlyList<TranslatedItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var one in items.SelectMany(static item => item.Translations))
        {
            _translations.Add(1, new KeyValuePair<string, object?>("engine", one.Engine), new KeyValuePair<string, object?>("cached", one.IsCached));
        }
    }

    /// <summary>Counts a refusal.</summary>
    /// <param name="refusal">Why.</param>
    public void Refused(TranslationRefusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        _refusals.Add(1, new KeyValuePair<string, object?>("reason", refusal.Kind.ToString()));
    }
}
