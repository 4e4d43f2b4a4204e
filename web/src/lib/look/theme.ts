import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';
import { shadesOf } from './accent';

const gray: MantineColorsTuple = [
  '#f7f7f8',
  '#f1f1f3',
  '#e7e7eb',
  '#d9d9df',
  '#c4c4cc',
  '#8f8f99',
  '#6b6b76',
  '#575761',
  '#33333b',
  '#1b1b20',
];
const dark: MantineColorsTuple = [
  '#e6e6ea',
  '#bcbcc6',
  '#9b9ca8',
  '#70717e',
  '#383942',
  '#2b2c33',
  '#212227',
  '#18191d',
  '#121316',
  '#0c0d0f',
];

/** The one theme. Features style by its names only. */
export function themeOf(accent: string | null | undefined): MantineThemeOverride {
  return createTheme({
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
    headings: {
      fontWeight: '600',
      sizes: {
        h1: { fontSize: '22px', lineHeight: '1.3' },
        h2: { fontSize: '18px', lineHeight: '1.35' },
        h3: { fontSize: '15px', lineHeight: '1.4' },
      },
    },
    fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '15px', xl: '18px' },
    lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
    spacing: { '2xs': '4px', xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
    radius: { xs: '4px', sm: '6px', md: '6px', lg: '8px', xl: '12px' },
    defaultRadius: 'sm',
    shadows: {
      xs: 'none',
      sm: 'none',
      md: 'var(--float)',
      lg: 'var(--float)',
      xl: 'var(--float)',
    },
    colors: { accent: shadesOf(accent), gray, dark },
    primaryColor: 'accent',
    primaryShade: 6,
    cursorType: 'pointer',
    focusRing: 'auto',
    respectReducedMotion: true,
    components: {
      Button: { defaultProps: { size: 'xs', fw: 500 } },
      ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
      TextInput: { defaultProps: { size: 'sm' } },
      Textarea: { defaultProps: { size: 'sm' } },
      Select: { defaultProps: { size: 'sm', checkIconPosition: 'right' } },
      PasswordInput: { defaultProps: { size: 'sm' } },
      Checkbox: { defaultProps: { size: 'xs' } },
      Input: { defaultProps: { size: 'sm' } },
      Menu: { defaultProps: { transitionProps: { duration: 120 }, shadow: 'md' } },
      Popover: { defaultProps: { transitionProps: { duration: 120 }, shadow: 'md' } },
      Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 120 } } },
      Modal: { defaultProps: { transitionProps: { duration: 120 }, centered: false, yOffset: '12vh' } },
    },
  });
}

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-quiet)',
  '--mantine-color-placeholder': 'var(--text-quiet)',
  '--mantine-color-default': 'var(--surface-raised)',
  '--mantine-color-default-hover': 'var(--surface-hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-control)',
  '--mantine-color-error': 'var(--red-text)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-gray-text': 'var(--text-quiet)',
};

export const cssVariables: CSSVariablesResolver = (theme) => ({
  variables: {},
  light: {
    ...shared,
    '--accent': theme.colors['accent']?.[6] ?? '',
    '--accent-text': theme.colors['accent']?.[7] ?? '',
    '--accent-soft': theme.colors['accent']?.[0] ?? '',
    '--accent-soft-text': theme.colors['accent']?.[8] ?? '',
  },
  dark: {
    ...shared,
    '--accent': theme.colors['accent']?.[5] ?? '',
    '--accent-text': theme.colors['accent']?.[3] ?? '',
    '--accent-soft': `color-mix(in srgb, ${theme.colors['accent']?.[6] ?? ''} 26%, var(--surface))`,
    '--accent-soft-text': theme.colors['accent']?.[2] ?? '',
  },
});
