using System.Globalization;
using System.Text.Json.Serialization;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>Where reading begins: the content of <c>current.json</c>.</summary>
/// <param name="Generation">A generation whose log is there; later ones are found from it.</param>
/// <param name="Base">Length of the log before it, which names its base.</param>
internal sealed record CatalogueHint(int Generation, long Base)
{
    /// <summary>Name of its base: by the log's length, so that two writers of a generation cannot overwrite each other's.</summary>
    [JsonIgnore]
    public string BaseName => string.Create(CultureInfo.InvariantCulture, $"{Generation:D6}/base-{Base:D12}.jsonl");
}
