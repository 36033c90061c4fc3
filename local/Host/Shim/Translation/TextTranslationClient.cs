using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.AI.Translation.Text;

/// <summary>
/// Asks Azure AI Translator v3, https://learn.microsoft.com/azure/ai-services/translator/text-translation/reference/v3/translate. Thread-safe.
/// </summary>
public class TextTranslationClient
{
    private const string Scope = "https://cognitiveservices.azure.com/.default";
    private const string Version = "3.0";
    private const string AccountHost = ".cognitiveservices.azure.com";
    private const string AccountPath = "translator/text/v3.0/";
    private readonly HttpPipeline _pipeline;
    private readonly Uri _endpoint;

    /// <summary>Makes a client.</summary>
    /// <param name="credential">Who asks.</param>
    /// <param name="endpoint">Address of the account, or of the service.</param>
    /// <param name="options">Retries, timeouts and transport.</param>
    public TextTranslationClient(TokenCredential credential, Uri endpoint, TextTranslationClientOptions? options = null)
    {
        _pipeline = HttpPipelineBuilder.Build(options ?? new TextTranslationClientOptions(), new BearerTokenAuthenticationPolicy(credential, Scope));
        _endpoint = endpoint.Host.EndsWith(AccountHost, StringComparison.OrdinalIgnoreCase) ? new Uri(endpoint, AccountPath) : endpoint;
    }

    /// <summary>Translates.</summary>
    /// <param name="options">What, and into which languages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>An item for each text, in their order.</returns>
    /// <exception cref="RequestFailedException">The service refused, or did not answer.</exception>
    public virtual async Task<Response<IReadOnlyList<TranslatedTextItem>>> TranslateAsync(
        TextTranslationTranslateOptions options, CancellationToken cancellationToken = default)
    {
        using var message = _pipeline.CreateMessage();
        var request = message.Request;
        request.Method = RequestMethod.Post;
        request.Uri.Reset(_endpoint);
        request.Uri.AppendPath("translate", escape: false);
        request.Uri.AppendQuery("api-version", Version);
        foreach (var language in options.TargetLanguages)
        {
            request.Uri.AppendQuery("to", language);
        }

        if (options.SourceLanguage is { } source)
        {
            request.Uri.AppendQuery("from", source);
        }

        if (options.TextType is { } type)
        {
            request.Uri.AppendQuery("textType", type.ToString());
        }

        request.Headers.Add(HttpHeader.Common.JsonContentType);
        request.Content = RequestContent.Create(Body(options.Content));
        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response.IsError
            ? throw new RequestFailedException(message.Response)
            : Response.FromValue(Read(message.Response.Content), message.Response);
    }

    private static BinaryData Body(IEnumerable<string> texts)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartArray();
            foreach (var text in texts)
            {
                writer.WriteStartObject();
                writer.WriteString("Text", text);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return BinaryData.FromBytes(body.ToArray());
    }

    private static IReadOnlyList<TranslatedTextItem> Read(BinaryData body)
    {
        using var document = JsonDocument.Parse(body.ToMemory());
        return [.. document.RootElement.EnumerateArray().Select(static item => new TranslatedTextItem(
            [.. item.GetProperty("translations").EnumerateArray().Select(static one => new TranslationText(
                one.GetProperty("to").GetString()!, one.GetProperty("text").GetString()!))]))];
    }
}
