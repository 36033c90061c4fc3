using System.Text.Json;

namespace XbFunctions.Inference;

/// <summary>What an exported model says of how it is searched: <c>config.json</c>, overridden by <c>generation_config.json</c> beside it.</summary>
/// <param name="StartToken">Token that a target begins with; not part of the answer.</param>
/// <param name="EndToken">Token that ends a target.</param>
/// <param name="PaddingToken">Token that fills a batch up; never generated.</param>
/// <param name="Beams">Hypotheses kept of each source, 1 to 16.</param>
/// <param name="MaxLength">Most tokens of a target, 2 to 2,048.</param>
/// <param name="LengthPenalty">Exponent of the length that the log probability is divided by.</param>
public sealed record GenerationSettings(int StartToken, int EndToken, int PaddingToken, int Beams, int MaxLength, double LengthPenalty)
{
    /// <summary>Name of the model's description.</summary>
    public const string ConfigFile = "config.json";

    /// <summary>Name of the file with the search's settings, which not every export has.</summary>
    public const string GenerationFile = "generation_config.json";

    private const int MostBeams = 16;
    private const int LongestTarget = 2048;

    /// <summary>Reads the settings of a model folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InvalidModelException">A file is missing or no JSON, or a value is missing or out of range; the message names it.</exception>
    public static GenerationSettings Read(string folder)
    {
        var config = Parse(folder, ConfigFile) ?? throw new InvalidModelException($"{ConfigFile} is missing in {folder}.");
        var generation = Parse(folder, GenerationFile);
        return new GenerationSettings(
            Number("decoder_start_token_id", null, 0, int.MaxValue),
            Number("eos_token_id", null, 0, int.MaxValue),
            Number("pad_token_id", null, 0, int.MaxValue),
            Number("num_beams", 1, 1, MostBeams),
            Number("max_length", 512, 2, LongestTarget),
            Find("length_penalty") is { } penalty ? penalty.GetDouble() : 1);

        JsonElement? Find(string name) =>
            generation is { } first && first.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value
            : config.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Number ? value : null;

        int Number(string name, int? otherwise, int least, int most) => Find(name) is not { } element
            ? otherwise ?? throw new InvalidModelException($"{name} is in neither {ConfigFile} nor {GenerationFile} of {folder}.")
            : element.TryGetInt32(out var value) && value >= least && value <= most ? value
            : throw new InvalidModelException($"{name} is {element.GetRawText()} in {folder}; expected {least} to {most}.");
    }

    private static JsonElement? Parse(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new InvalidModelException($"{path} holds no JSON object.");
        }
        catch (JsonException exception)
        {
            throw new InvalidModelException($"{path} is no JSON: {exception.Message}", exception);
        }
    }
}
