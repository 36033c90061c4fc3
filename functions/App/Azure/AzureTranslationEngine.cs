using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Azure;
using Azure.AI.Translation.Text;
using Azure.Core;
using Azure.Identity;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Azure;

/// <summary>
/// Azure AI Translator through its official client, with the app's identity. Protected tokens travel as elements that are not to be translated. After
/// several failures in a row, or a 429, it is left alone for a while. Thread-safe.
/// </summary>
internal sealed partial class AzureTranslationEngine : ITranslationEngine
{
    private const int MaxTexts = 1_000;
    private const int MaxCharacters = 45_000;
    private const double Quality = 0.9;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);
    private readonly TextTranslationClient? _client;
    private readonly EngineCircuit _circuit;

    /// <summary>Makes the engine.</summary>
    /// <param name="options">Address of the account; empty for none.</param>
    /// <param name="clientId">Client id of the app's identity; null for the system-assigned one.</param>
    /// <param name="time">The clock.</param>
    public AzureTranslationEngine(TranslationOptions options, string? clientId, TimeProvider time)
    {
        _circuit = new EngineCircuit(time);
        if (options.Endpoint.Length > 0)
        {
            var identity = new ManagedIdentityCredential(
                clientId is { Length: > 0 } ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned);
            var client = new TextTranslationClientOptions();
            client.Retry.MaxRetries = 2;
            client.Retry.Mode = RetryMode.Exponential;
            client.Retry.NetworkTimeout = Timeout;
            _client = new TextTranslationClient(identity, new Uri(options.Endpoint), options: client);
        }
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
        for (var start = 0; start < texts.Count;)
        {
            var (count, characters) = (0, 0);
            List<string> batch = [];
            while (start + count < texts.Count && count < MaxTexts)
            {
                var html = ToHtml(texts[start + count]);
                if (count > 0 && characters + html.Length > MaxCharacters)
                {
                    break;
                }

                characters += html.Length;
                batch.Add(html);
                count++;
            }

            answers.AddRange(await AskAsync(from, to, batch, cancellationToken));
            start += count;
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
            _circuit.Succeeded();
            return response.Value.Select(static item => new EngineAnswer(FromHtml(item.Translations[0].Text), Quality));
        }
        catch (RequestFailedException failed)
        {
            throw Failed(failed, Wait(failed));
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(late, null);
        }
    }

    private TranslationEngineException Failed(Exception cause, TimeSpan? wait)
    {
        _circuit.Failed(wait);
        return new TranslationEngineException("Azure AI Translator does not answer.", cause) { RetryAfter = wait };
    }

    private static TimeSpan? Wait(RequestFailedException failed) => failed.Status != 429 ? null
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
