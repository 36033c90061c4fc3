using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Checks <see cref="ExchangeOptions"/> at start-up.</summary>
[OptionsValidator]
internal sealed partial class ExchangeOptionsValidator : IValidateOptions<ExchangeOptions>;
