using Azure.Core;

namespace Azure.AI.Translation.Text;

/// <summary>How a <see cref="TextTranslationClient"/> asks: retries, timeouts and transport.</summary>
public class TextTranslationClientOptions : ClientOptions;
