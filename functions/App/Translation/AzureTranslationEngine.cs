using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure;
using Azure.AI.Translation.Text;
using Azure.Core;
using Azure.Identity;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Translation;

/// <summary>
/// Azure AI Translator through its official client, or the local flavour's client of the same shape. Protected tokens travel as elements that are
/// not to be translated. After several failures in a row, or a 429, it is left alone for a while. Thread-safe.
/// </summary>
internal sealed partial class AzureTranslationEngine : ITranslationEngine
{
    private const int MaxTexts = 1_000;
    private const int MaxCharacters = 45_000;
    private const int MaxRetries = 2;
    private const double Quality = 0.9;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);
    private readonly TextTranslationClient? _client;
    private readonly EngineCircuit _circuit;

    /// <summary>Makes the engine.</summary>
    /// <param name="options">Address of the account; empty for none.</param>
    /// <param name="credential">Who asks it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="client">Transport and first delay of the client; null for its own.</param>
    public AzureTranslationEngine(TranslationOptions options, TokenCredential credential, TimeProvider time, TextTranslationClientOptions? client = null)
    {
        _circuit = new EngineCircuit(time);
        if (options.Endpoint.Length == 0)
        {
            return;
        }

        client ??= new TextTranslationClientOptions();
        client.Retry.NetworkTimeout = Timeout;
        client.RetryPolicy = new EngineRetryPolicy(MaxRetries, client.Retry.Delay);
        _client = new TextTranslationClient(credential, new Uri(options.Endpoint), options: client);
    }

    /// <inheritdoc/>
    public string Name => "azure";

    /// <inheritdoc/>
    public string VersionOf(string from, string to) => "3.0";

    /// <inheritdoc/>
    public bool Supports(string from, string to) => _client is not null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EngineAnswer>> TranslateAsync(string from, string to, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        List<EngineAnswer> answers = [];
        List<string> batch = [];
        var characters = 0;
        foreach (var html in texts.Select(ToHtml))
        {
            if (batch.Count == MaxTexts || (batch.Count > 0 && characters + html.Length > MaxCharacters))
            {
                answers.AddRange(await AskAsync(from, to, batch, cancellationToken));
                batch.Clear();
                characters = 0;
            }

            batch.Add(html);
            characters += html.Length;
        }

        if (batch.Count > 0)
        {
            answers.AddRange(await AskAsync(from, to, batch, cancellationToken));
        }

        return answers;
    }

    private async Task<IEnumerable<EngineAnswer>> AskAsync(string from, string to, List<string> batch, CancellationToken cancellationToken)
    {
        if (_circuit.Wait is var left && left > TimeSpan.Zero)
        {
            throw new TranslationEngineException("Azure AI Translator is left alone after failures.") { RetryAfter = left };
        }

        try
        {
            var request = new TextTranslationTranslateOptions([to], batch) { SourceLanguage = from, TextType = TextType.Html };
            var response = await _client!.TranslateAsync(request, cancellationToken);
            if (response.Value.Count != batch.Count)
            {
                throw new TranslationEngineException($"Azure AI Translator gave {response.Value.Count} translations of {batch.Count} texts.");
            }

            _circuit.Succeeded();
            return response.Value.Select(static item => new EngineAnswer(FromHtml(item.Translations[0].Text), Quality));
        }
        catch (RequestFailedException refused) when (refused.Status == 400)
        {
            // What one request asks for is no reason to leave the engine alone.
            throw new TranslationEngineException($"Azure AI Translator refuses {from} to {to}.", refused);
        }
        catch (Exception failed) when (IsFailure(failed) && !cancellationToken.IsCancellationRequested)
        {
            var wait = Wait(failed as RequestFailedException);
            _circuit.Failed(wait);
            throw new TranslationEngineException("Azure AI Translator does not answer.", failed) { RetryAfter = wait };
        }
    }

    // Several tries that all failed come as one aggregate; a try that took too long comes as a cancellation that nobody asked for.
    private static bool IsFailure(Exception failed) =>
        failed is RequestFailedException or AggregateException or AuthenticationFailedException or OperationCanceledException or JsonException;

    private static TimeSpan? Wait(RequestFailedException? failed) => failed?.Status != 429 ? null
        : failed.GetRawResponse() is { } response && response.Headers.TryGetValue("Retry-After", out var value)
            && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : EngineCircuit.OpenFor;

    private static string ToHtml(string template)
    {
        // What stands between the marks is encoded whole, because half a surrogate pair cannot be.
        var html = new StringBuilder();
        var start = 0;
        for (var at = 0; at < template.Length; at++)
        {
            if (ProtectedText.IsMark(template[at]))
            {
                html.Append(WebUtility.HtmlEncode(template[start..at]));
                html.Append(CultureInfo.InvariantCulture, $"<span class=\"notranslate\">X{template[at] - ProtectedText.First}X</span>");
                start = at + 1;
            }
        }

        return html.Append(WebUtility.HtmlEncode(template[start..])).ToString();
    }

    private static string FromHtml(string html) => WebUtility.HtmlDecode(Mark().Replace(
        html, static match => ((char)(ProtectedText.First + int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture))).ToString()));

    [GeneratedRegex("""<span class="notranslate">\s*X(?<index>\d{1,4})X\s*</span>""", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
