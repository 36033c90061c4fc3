using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Counts what is translated. Texts are in no tag.</summary>
public sealed class TranslationInstruments
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "XbFunctions.Translation";

    private readonly Counter<long> _texts;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _catalogue;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Makes meters.</param>
    public TranslationInstruments(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _texts = meter.CreateCounter<long>("translation.texts", "{text}", "Texts translated, each counted once for every target, by engine and whether they came from the memory.");
        _refused = meter.CreateCounter<long>("translation.refusals", "{request}", "Requests that were not translated, by reason.");
        _catalogue = meter.CreateCounter<long>("translation.catalogue.characters", "{character}", "Characters of the catalogue's titles given to engines, by engine.");
    }

    internal void Count(TranslatedText text) =>
        _texts.Add(1, new TagList { { "engine", text.Engine.Split('/')[0] }, { "cached", text.IsCached }, { "review", text.Quality.Review } });

    internal void CountRefused(TranslationRefusalKind kind) => _refused.Add(1, new KeyValuePair<string, object?>("reason", kind.ToString()));

    internal void CountCatalogue(string engine, int characters) => _catalogue.Add(characters, new KeyValuePair<string, object?>("engine", engine));
}
