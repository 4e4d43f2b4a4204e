export const mac = /mac|iphone|ipad/i.test(navigator.userAgent);
