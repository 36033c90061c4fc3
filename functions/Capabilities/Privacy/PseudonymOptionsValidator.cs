using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Refuses a missing pseudonym key at start-up.</summary>
[OptionsValidator]
public sealed partial class PseudonymOptionsValidator : IValidateOptions<PseudonymOptions>;
