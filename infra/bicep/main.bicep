metadata description = 'XbFunctions: Event Hubs, storage, a Flex Consumption function app and what watches them, in a resource group of their own.'

import { sizesType } from 'modules/types.bicep'

targetScope = 'subscription'

@description('Name of the environment; part of every resource name.')
@minLength(2)
@maxLength(12)
param environmentName string

@description('Azure region of every resource.')
param location string

@description('Tags on every resource, besides the environment.')
param tags object = {}

@description('Sizes of the environment; see docs/deployment.md for the arithmetic.')
param sizes sizesType

@description('Partitions of every hub; they cannot be changed later on the Standard tier.')
@minValue(1)
@maxValue(32)
param partitions int = 4

@description('Key of the pseudonyms: at least 32 random bytes in base64. Empty keeps the secret that the vault has already.')
@secure()
param pseudonymKey string = ''

@description('While a key is being replaced: the one that was in use before. Empty keeps the secret that the vault has already, if it has one.')
@secure()
param previousPseudonymKey string = ''

@description('Id of that key, as `xb keys id` prints it: while it is said, people known under that key are carried over (docs/operations.md). Empty retires the key.')
@maxLength(10)
param previousPseudonymKeyId string = ''

@description('Object id of a person or group that may read dead letters and manage models; empty for none.')
param operatorsObjectId string = ''

@description('Address that alerts are mailed to; empty sends none.')
param alertEmail string = ''

@description('Puts storage, hubs, vault and translator behind private endpoints and closes their public addresses.')
param privateNetworking bool = false

@description('Also creates an Azure AI Translator account, which Translate then asks first.')
param translator bool = false

var suffix = uniqueString(subscription().id, environmentName, location)
var allTags = union(tags, { 'azd-env-name': environmentName, product: 'xbfunctions' })

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-xbfunctions-${environmentName}'
  location: location
  tags: allTags
}

module resources 'modules/resources.bicep' = {
  name: 'xbfunctions-${environmentName}'
  scope: group
  params: {
    environmentName: environmentName
    location: location
    tags: allTags
    suffix: suffix
    sizes: sizes
    partitions: partitions
    pseudonymKey: pseudonymKey
    previousPseudonymKey: previousPseudonymKey
    previousPseudonymKeyId: previousPseudonymKeyId
    operatorsObjectId: operatorsObjectId
    alertEmail: alertEmail
    privateNetworking: privateNetworking
    translator: translator
  }
}

@description('Name of the function app.')
output functionAppName string = resources.outputs.functionAppName

@description('Address of the HTTP functions.')
output apiAddress string = resources.outputs.apiAddress

@description('Event Hubs host name, for producers.')
output eventHubsHost string = resources.outputs.eventHubsHost

@description('Storage account of state, models and archive.')
output storageAccountName string = resources.outputs.storageAccountName
